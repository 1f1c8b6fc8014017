package io.surety.evaluation.consequence;

import static io.surety.shared.SqlInstants.instant;
import static io.surety.shared.SqlInstants.instantIfAny;
import static io.surety.shared.SqlInstants.timestamptz;

import com.fasterxml.jackson.core.type.TypeReference;
import io.surety.agreement.VersionRef;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rights that chronic clauses gave: one row for the term and period with which one arose. */
@Repository
public class TerminationRights {

    private final JdbcClient jdbc;

    TerminationRights(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of an agreement, withdrawn ones too, by period and term. */
    public List<TerminationRight> of(String agreement) {
        return jdbc.sql("select * from evaluation.termination_rights where agreement = :agreement"
                        + " order by period_from, term, target")
                .param("agreement", agreement)
                .query(TerminationRights::read)
                .list();
    }

    /** Those of a term, locked against others who look at the same term. */
    List<TerminationRight> lock(String agreement, String term, Optional<String> target) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('chronic:' || :agreement || '/' || :term, 0))")
                .param("agreement", agreement)
                .param("term", term)
                .query(row -> {});
        return of(agreement).stream()
                .filter(right -> right.term().equals(term) && right.target().equals(target))
                .toList();
    }

    void insert(TerminationRight right) {
        jdbc.sql(
                        """
                        insert into evaluation.termination_rights
                            (id, agreement, version, term, target, period_from, period_to, gives, below, periods,
                             of_periods, missed, arisen_at)
                        values (:id, :agreement, :version, :term, :target, :from, :to, :gives, :below, :periods, :of,
                            :missed::jsonb, :arisenAt)
                        """)
                .param("id", right.id())
                .param("agreement", right.version().agreement())
                .param("version", right.version().number())
                .param("term", right.term())
                .param("target", right.target().orElse(""))
                .param("from", timestamptz(right.period().from()))
                .param("to", timestamptz(right.period().to()))
                .param("gives", right.gives())
                .param("below", right.below().toString())
                .param("periods", right.periods())
                .param("of", right.of())
                .param("missed", Rows.json(right.missed()))
                .param("arisenAt", timestamptz(right.arisenAt()))
                .update();
    }

    /** @param at when it was withdrawn; null if it stands again */
    void withdraw(UUID id, @Nullable Instant at) {
        jdbc.sql("update evaluation.termination_rights set withdrawn_at = :at where id = :id")
                .param("id", id)
                .param("at", at == null ? null : timestamptz(at))
                .update();
    }

    private static TerminationRight read(ResultSet row, int number) throws SQLException {
        String target = row.getString("target");
        return new TerminationRight(
                row.getObject("id", UUID.class),
                new VersionRef(row.getString("agreement"), row.getInt("version")),
                row.getString("term"),
                target.isEmpty() ? Optional.empty() : Optional.of(target),
                new Interval(instant(row, "period_from"), instant(row, "period_to")),
                row.getString("gives"),
                ratio(row.getString("below")),
                row.getInt("periods"),
                row.getInt("of_periods"),
                Rows.list(row.getString("missed"), new TypeReference<List<Instant>>() {}),
                instant(row, "arisen_at"),
                instantIfAny(row, "withdrawn_at"));
    }

    private static Ratio ratio(String text) {
        int slash = text.indexOf('/');
        return new Ratio(new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1)));
    }
}
