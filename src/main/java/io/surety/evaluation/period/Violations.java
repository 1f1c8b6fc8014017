package io.surety.evaluation.period;

import io.surety.agreement.VersionRef;
import io.surety.evaluation.TermViolated;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.ViolationWithdrawn;
import io.surety.evaluation.period.Publications.Turn;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.SqlInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
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

    /**
     * Adds violations, brings their counts to what the verdicts say, or to 0 where they say nothing of the kind any more;
     * tells of those that are new, grew or are withdrawn.
     *
     * @param turns of their publication, in the same order
     */
    void follow(List<Judged> said, List<Turn> turns) {
        List<Verdict> touched = said.stream()
                .filter(Judged::touchesViolation)
                .map(judged -> judged.after().verdict())
                .toList();
        if (touched.isEmpty()) {
            return;
        }
        Map<Verdict, Violation> known = lock(touched);
        List<Raised> raised = new ArrayList<>();
        List<Object> news = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
            Verdict verdict = said.get(i).after().verdict();
            Instant at = turns.get(i).at();
            Optional<Violation> before = Optional.ofNullable(known.get(verdict));
            UUID id = before.map(Violation::id).orElseGet(UUID::randomUUID);
            int counted = before.map(Violation::count).orElse(0);
            if (verdict.value() == VerdictValue.VIOLATED) {
                if (before.isEmpty() || counted != verdict.count()) {
                    raised.add(new Raised(id, verdict, at));
                }
                if (verdict.count() > counted) {
                    news.add(violated(id, verdict));
                }
            } else if (counted > 0) {
                withdraw(id, at);
                news.add(new ViolationWithdrawn(id));
            }
        }
        raise(raised);
        news.forEach(events::publishEvent);
    }

    private static TermViolated violated(UUID id, Verdict verdict) {
        return new TermViolated(
                id, verdict.version(), verdict.term(), verdict.period().period(), verdict.count());
    }

    private record Raised(UUID id, Verdict verdict, Instant at) {}

    private void raise(List<Raised> raised) {
        if (raised.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into evaluation.violations
                            (id, agreement, version, term, target, period_from, period_to, count, raised_at)
                        select * from unnest(:ids::uuid[], :agreements::text[], :versions::int[], :terms::text[],
                            :targets::text[], :from::timestamptz[], :to::timestamptz[], :counts::int[],
                            :at::timestamptz[])
                        on conflict (id) do update set count = excluded.count, withdrawn_at = null
                        """)
                .param("ids", texts(raised, r -> r.id().toString()))
                .param("agreements", texts(raised, r -> r.verdict().version().agreement()))
                .param("versions", numbers(raised, r -> r.verdict().version().number()))
                .param("terms", texts(raised, r -> r.verdict().term()))
                .param("targets", texts(raised, r -> r.verdict().target().orElse("")))
                .param(
                        "from",
                        texts(raised, r -> r.verdict().period().period().from().toString()))
                .param(
                        "to",
                        texts(raised, r -> r.verdict().period().period().to().toString()))
                .param("counts", numbers(raised, r -> r.verdict().count()))
                .param("at", texts(raised, r -> r.at().toString()))
                .update();
    }

    private void withdraw(UUID id, Instant at) {
        jdbc.sql("update evaluation.violations set count = 0, withdrawn_at = :now where id = :id")
                .param("id", id)
                .param("now", SqlInstants.timestamptz(at))
                .update();
    }

    /** Those of verdicts on one part-period each, in one order, so that no two transactions wait for each other. */
    private Map<Verdict, Violation> lock(List<Verdict> verdicts) {
        Map<Verdict, Violation> known = new IdentityHashMap<>();
        jdbc.sql(
                        """
                        select asked.place, v.*
                        from unnest(:agreements::text[], :versions::int[], :terms::text[], :targets::text[],
                            :from::timestamptz[])
                            with ordinality as asked(agreement, version, term, target, period_from, place)
                        join evaluation.violations v on v.agreement = asked.agreement and v.version = asked.version
                            and v.term = asked.term and v.target = asked.target and v.period_from = asked.period_from
                        order by v.id for update of v
                        """)
                .param("agreements", texts(verdicts, v -> v.version().agreement()))
                .param("versions", numbers(verdicts, v -> v.version().number()))
                .param("terms", texts(verdicts, Verdict::term))
                .param("targets", texts(verdicts, v -> v.target().orElse("")))
                .param("from", texts(verdicts, v -> v.period().period().from().toString()))
                .query(row -> {
                    known.put(verdicts.get(row.getInt("place") - 1), read(row, 0));
                });
        return known;
    }

    private static <T> String[] texts(List<T> all, Function<T, String> text) {
        return all.stream().map(text).toArray(String[]::new);
    }

    private static <T> Integer[] numbers(List<T> all, Function<T, Integer> number) {
        return all.stream().map(number).toArray(Integer[]::new);
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
                SqlInstants.instant(row, "raised_at"),
                SqlInstants.instantIfAny(row, "withdrawn_at"));
    }
}
