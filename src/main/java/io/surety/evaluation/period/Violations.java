package io.surety.evaluation.period;

import io.surety.agreement.VersionRef;
import io.surety.evaluation.TermViolated;
import io.surety.evaluation.ViolationWithdrawn;
import io.surety.evaluation.verdict.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The violations: one row for a term, target and period, whose count may grow, or fall to 0 when it is withdrawn. */
@Repository
public class Violations {

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    Violations(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** Those of an agreement, withdrawn ones too, by period, term and target. */
    public List<Violation> of(String agreement) {
        return jdbc.sql(
                        """
                        select * from evaluation.violations where agreement = :agreement
                        order by period_from, term, target, version
                        """)
                .param("agreement", agreement)
                .query(Violations::read)
                .list();
    }

    /** Adds the violation, or brings its count to what the verdict says; tells of it when it is new or grew. */
    void raise(Verdict verdict, Instant now) {
        Optional<Violation> before = find(verdict);
        int counted = before.map(Violation::count).orElse(0);
        if (before.isPresent() && counted == verdict.count()) {
            return;
        }
        UUID id = before.map(Violation::id).orElseGet(UUID::randomUUID);
        jdbc.sql(
                        """
                        insert into evaluation.violations
                            (id, agreement, version, term, target, period_from, period_to, count, raised_at)
                        values (:id, :agreement, :version, :term, :target, :from, :to, :count, :now)
                        on conflict (id) do update set count = excluded.count, withdrawn_at = null
                        """)
                .param("id", id)
                .param("agreement", verdict.version().agreement())
                .param("version", verdict.version().number())
                .param("term", verdict.term())
                .param("target", verdict.target().orElse(""))
                .param("from", Columns.at(verdict.period().period().from()))
                .param("to", Columns.at(verdict.period().period().to()))
                .param("count", verdict.count())
                .param("now", Columns.at(now))
                .update();
        if (verdict.count() > counted) {
            events.publishEvent(new TermViolated(
                    id, verdict.version(), verdict.term(), verdict.period().period(), verdict.count()));
        }
    }

    /** Brings the count to 0, if there was a violation, and tells of it. */
    void withdraw(Verdict verdict, Instant now) {
        find(verdict).filter(violation -> violation.count() > 0).ifPresent(violation -> {
            jdbc.sql("update evaluation.violations set count = 0, withdrawn_at = :now where id = :id")
                    .param("id", violation.id())
                    .param("now", Columns.at(now))
                    .update();
            events.publishEvent(new ViolationWithdrawn(violation.id()));
        });
    }

    private Optional<Violation> find(Verdict verdict) {
        return jdbc.sql(
                        """
                        select * from evaluation.violations
                        where agreement = :agreement and version = :version and term = :term and target = :target
                            and period_from = :from
                        for update
                        """)
                .param("agreement", verdict.version().agreement())
                .param("version", verdict.version().number())
                .param("term", verdict.term())
                .param("target", verdict.target().orElse(""))
                .param("from", Columns.at(verdict.period().period().from()))
                .query(Violations::read)
                .optional();
    }

    private static Violation read(ResultSet row, int number) throws SQLException {
        String target = row.getString("target");
        return new Violation(
                row.getObject("id", UUID.class),
                new VersionRef(row.getString("agreement"), row.getInt("version")),
                row.getString("term"),
                target.isEmpty() ? Optional.empty() : Optional.of(target),
                Columns.period(row),
                row.getInt("count"),
                Columns.instant(row, "raised_at"),
                Columns.maybe(row, "withdrawn_at"));
    }
}
