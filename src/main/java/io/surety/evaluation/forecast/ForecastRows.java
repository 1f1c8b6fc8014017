package io.surety.evaluation.forecast;

import io.surety.agreement.VersionRef;
import io.surety.evaluation.ClockId;
import io.surety.evaluation.ClockView.Decision;
import io.surety.evaluation.forecast.TargetCalendars.Running;
import io.surety.shared.SqlInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What forecasts rest on, of many terms in one statement each, along the indexes that verdicts and the page at risk need. */
@Repository
class ForecastRows {

    private final JdbcClient jdbc;

    ForecastRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A term, as all versions of its agreement up to one have it. */
    record TermKey(String agreement, String term) {}

    /** @param workMillis the least work that its item still needed at {@code workAt}; null if nothing says so */
    record Likeness(
            String priority, @Nullable Long waitedAtMillis, @Nullable Long workMillis, @Nullable Instant workAt) {}

    /** @param deadlineAt null while it is paused */
    record OpenRow(
            ClockId id,
            Running running,
            String priority,
            @Nullable Instant deadlineAt,
            long elapsedMillis,
            @Nullable Long waitedAtMillis,
            long targetMillis) {}

    Map<ClockId, Likeness> likeness(Collection<ClockId> clocks) {
        Map<ClockId, Likeness> found = new HashMap<>();
        jdbc.sql(
                        """
                        select c.id, c.priority, c.waited_at_millis, i.remaining_work_millis, i.remaining_work_at
                        from evaluation.clocks c join evaluation.items i using (source, item_key)
                        where c.id = any(:clocks)
                        """)
                .param("clocks", clocks.stream().map(ClockId::value).toArray(UUID[]::new))
                .query(rs -> {
                    found.put(
                            new ClockId(rs.getObject("id", UUID.class)),
                            new Likeness(
                                    rs.getString("priority"),
                                    rs.getObject("waited_at_millis", Long.class),
                                    rs.getObject("remaining_work_millis", Long.class),
                                    SqlInstants.instantIfAny(rs, "remaining_work_at")
                                            .orElse(null)));
                });
        return found;
    }

    /**
     * The clocks of terms that ended last before an instant, the last first. One that was late already when its item came
     * to its target was never open, and what contradictory measurements say is left out.
     *
     * @param terms with the newest version to look at
     * @param most of each term
     */
    Map<TermKey, List<PastClock>> ended(Map<TermKey, Integer> terms, Instant before, int most) {
        return ofTerms(
                        terms,
                        """
                        select c.* from unnest(:agreements, :terms, :versions::integer[]) as wanted(agreement, term, version)
                        cross join lateral generate_series(1, wanted.version) as each(version)
                        cross join lateral (
                            select id, agreement, version, term, target, priority, started_at, assignee, decision, decided_at,
                                coalesce(decided_at, stopped_at) as ended_at, elapsed_millis, waited_at_millis,
                                target_millis
                            from evaluation.clocks
                            where agreement = wanted.agreement and version = each.version and term = wanted.term
                              and coalesce(decided_at, stopped_at) < :before and not uncertain and not born_late
                              and not_counted is distinct from 'no-longer-applies'
                            order by coalesce(decided_at, stopped_at) desc, id
                            limit :most) c
                        """)
                .param("before", SqlInstants.timestamptz(before))
                .param("most", most)
                .query(ForecastRows::past)
                .list()
                .stream()
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(PastClock::endedAt).reversed().thenComparing(c -> c.id().toString()))
                .collect(Collectors.groupingBy(
                        c -> new TermKey(
                                c.running().version().agreement(), c.running().term()),
                        Collectors.collectingAndThen(
                                Collectors.toList(), of -> of.subList(0, Math.min(most, of.size())))));
    }

    /** The clocks of terms that are open, the next due first, paused ones last. */
    List<OpenRow> open(Map<TermKey, Integer> terms, int most) {
        return ofTerms(
                        terms,
                        """
                        select c.* from unnest(:agreements, :terms, :versions::integer[]) as wanted(agreement, term, version)
                        cross join lateral (
                            select id, agreement, version, term, target, priority, started_at, assignee, deadline_at,
                                elapsed_millis, waited_at_millis, target_millis
                            from evaluation.clocks
                            where agreement = wanted.agreement and term = wanted.term and version <= wanted.version
                              and state in ('RUNNING', 'PAUSED') and not uncertain
                            order by deadline_at, id
                            limit :most) c
                        """)
                .param("most", most)
                .query(ForecastRows::open)
                .list();
    }

    private JdbcClient.StatementSpec ofTerms(Map<TermKey, Integer> terms, String sql) {
        List<Map.Entry<TermKey, Integer>> entries = List.copyOf(terms.entrySet());
        return jdbc.sql(sql)
                .param(
                        "agreements",
                        entries.stream().map(e -> e.getKey().agreement()).toArray(String[]::new))
                .param("terms", entries.stream().map(e -> e.getKey().term()).toArray(String[]::new))
                .param("versions", entries.stream().map(Map.Entry::getValue).toArray(Integer[]::new));
    }

    private static Optional<PastClock> past(ResultSet rs, int n) throws SQLException {
        String decision = rs.getString("decision");
        Instant endedAt = SqlInstants.instant(rs, "ended_at");
        ClockId id = new ClockId(rs.getObject("id", UUID.class));
        Running running = running(rs);
        long targetMillis = rs.getLong("target_millis");
        return Course.of(
                        running.target(),
                        rs.getString("priority"),
                        Optional.ofNullable(decision).map(d -> new Decision(d.equals("MET"), endedAt)),
                        rs.getLong("elapsed_millis"),
                        Optional.ofNullable(rs.getObject("waited_at_millis", Long.class)),
                        targetMillis)
                .map(course -> new PastClock(id, running, endedAt, course, targetMillis));
    }

    private static Running running(ResultSet rs) throws SQLException {
        return new Running(
                new VersionRef(rs.getString("agreement"), rs.getInt("version")),
                rs.getString("term"),
                rs.getString("target"),
                Optional.ofNullable(rs.getString("assignee")),
                SqlInstants.instant(rs, "started_at"));
    }

    private static OpenRow open(ResultSet rs, int n) throws SQLException {
        return new OpenRow(
                new ClockId(rs.getObject("id", UUID.class)),
                running(rs),
                rs.getString("priority"),
                SqlInstants.instantIfAny(rs, "deadline_at").orElse(null),
                rs.getLong("elapsed_millis"),
                rs.getObject("waited_at_millis", Long.class),
                rs.getLong("target_millis"));
    }
}
