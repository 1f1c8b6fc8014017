package io.surety.evaluation.internal;

import static io.surety.evaluation.internal.Columns.instant;
import static io.surety.evaluation.internal.Columns.optional;
import static io.surety.evaluation.internal.Columns.timestamp;

import com.fasterxml.jackson.core.type.TypeReference;
import io.surety.agreement.VersionRef;
import io.surety.calendar.Due;
import io.surety.evaluation.ClockId;
import io.surety.evaluation.ClockState;
import io.surety.evaluation.ClockView;
import io.surety.evaluation.ClockView.Decision;
import io.surety.evaluation.ClockView.ReachedMark;
import io.surety.evaluation.clock.ComingMarks;
import io.surety.evaluation.clock.JudgedClock;
import io.surety.measurement.ItemRef;
import io.surety.shared.Diagnostic;
import io.surety.shared.Interval;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The clocks as rows. */
@Repository
class ClockRows {

    private static final TypeReference<List<Diagnostic>> DIAGNOSTICS = new TypeReference<>() {};
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private static final String UPSERT =
            """
            insert into evaluation.clocks (id, source, item_key, agreement, version, term, target, service, obligated,
                state, started_at, matched_at, stopped_at, paused_since, deadline_at, projected_at, breach_at, decision,
                decided_at, not_counted, uncertain, born_late, elapsed_millis, target_millis, next_threshold_at,
                coming, priority, waited_at_millis, diagnostics, lost, assignee)
            values (:id, :source, :item_key, :agreement, :version, :term, :target, :service, :obligated,
                :state, :started_at, :matched_at, :stopped_at, :paused_since, :deadline_at, :projected_at, :breach_at,
                :decision, :decided_at, :not_counted, :uncertain, :born_late, :elapsed_millis, :target_millis,
                :next_threshold_at, :coming, :priority, :waited_at_millis,
                :diagnostics::jsonb, :lost::jsonb, :assignee)
            on conflict (id) do update set
                service = excluded.service, obligated = excluded.obligated, state = excluded.state,
                started_at = excluded.started_at, matched_at = excluded.matched_at, stopped_at = excluded.stopped_at,
                paused_since = excluded.paused_since, deadline_at = excluded.deadline_at,
                projected_at = excluded.projected_at, breach_at = excluded.breach_at, decision = excluded.decision,
                decided_at = excluded.decided_at, not_counted = excluded.not_counted, uncertain = excluded.uncertain,
                born_late = excluded.born_late, elapsed_millis = excluded.elapsed_millis,
                target_millis = excluded.target_millis, next_threshold_at = excluded.next_threshold_at,
                coming = excluded.coming, priority = excluded.priority,
                waited_at_millis = excluded.waited_at_millis, diagnostics = excluded.diagnostics, lost = excluded.lost,
                assignee = excluded.assignee
            """;

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;
    private final ThresholdRows thresholds;

    ClockRows(JdbcClient jdbc, NamedParameterJdbcTemplate batches, ThresholdRows thresholds) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.thresholds = thresholds;
    }

    /** @param coming its marks that have not been reached, if time alone brings them */
    record Row(JudgedClock clock, ComingMarks coming, List<Diagnostic> diagnostics) {}

    void save(List<Row> rows) {
        batches.batchUpdate(UPSERT, rows.stream().map(ClockRows::parameters).toArray(MapSqlParameterSource[]::new));
    }

    /** Clocks that no version in force asks for any more. */
    void retire(Collection<ClockId> ids, Instant at) {
        jdbc.sql(
                        """
                        update evaluation.clocks
                        set state = 'CANCELLED', not_counted = 'no-longer-applies', stopped_at = :at, decision = null,
                            decided_at = null, paused_since = null, deadline_at = null, projected_at = null,
                            breach_at = null, next_threshold_at = null, coming = ''
                        where id = any(:ids) and not_counted is distinct from 'no-longer-applies'
                        """)
                .param("at", timestamp(at))
                .param("ids", uuids(ids))
                .update();
    }

    Optional<ClockView> find(ClockId id) {
        return read("where id = :id", Map.of("id", id.value())).stream().findFirst();
    }

    List<ClockView> ofItems(Collection<ItemRef> items) {
        return read(
                "where (source, item_key) in (select * from unnest(:sources, :keys))",
                Map.of(
                        "sources", items.stream().map(ItemRef::source).toArray(String[]::new),
                        "keys", items.stream().map(ItemRef::key).toArray(String[]::new)));
    }

    /** Those that run or wait, with their stored or projected deadline before an instant. */
    List<ClockView> openDueBefore(List<String> agreements, Instant before) {
        return read(
                """
                where state in ('RUNNING', 'PAUSED') and agreement = any(:agreements)
                  and coalesce(deadline_at, projected_at) < :before
                """,
                Map.of("agreements", agreements.toArray(String[]::new), "before", timestamp(before)));
    }

    /** Those that were decided or stopped in the span, or started in the other one. */
    List<ClockView> inputs(VersionRef version, String term, Interval span, Interval started) {
        return read(
                """
                where agreement = :agreement and version = :version and term = :term
                  and not_counted is distinct from 'no-longer-applies'
                  and ((coalesce(decided_at, stopped_at) >= :from and coalesce(decided_at, stopped_at) < :to)
                    or (decided_at < stopped_at and stopped_at >= :from and stopped_at < :to)
                    or (started_at >= :startedFrom and started_at < :startedTo))
                """,
                Map.of(
                        "agreement", version.agreement(),
                        "version", version.number(),
                        "term", term,
                        "from", timestamp(span.from()),
                        "to", timestamp(span.to()),
                        "startedFrom", timestamp(started.from()),
                        "startedTo", timestamp(started.to())));
    }

    /** Items with clocks of a version, in the order of their keys. */
    List<ItemRef> itemsOf(VersionRef version, String source, String afterKey, int limit) {
        return jdbc.sql(
                        """
                        select distinct item_key from evaluation.clocks
                        where agreement = :agreement and version = :version and source = :source and item_key > :after
                        order by item_key
                        limit :limit
                        """)
                .param("agreement", version.agreement())
                .param("version", version.number())
                .param("source", source)
                .param("after", afterKey)
                .param("limit", limit)
                .query((rs, n) -> new ItemRef(source, rs.getString(1)))
                .list();
    }

    /**
     * How many clocks of items assigned to a person at their start have started since an instant and are decided, by the
     * version that they are judged by.
     */
    Map<VersionRef, Long> countDecided(String assignee, Instant since) {
        Map<VersionRef, Long> counts = new HashMap<>();
        jdbc.sql(
                        """
                        select agreement, version, count(*) as clocks from evaluation.clocks
                        where assignee = :assignee and started_at >= :since and decision is not null
                        group by agreement, version
                        """)
                .param("assignee", assignee)
                .param("since", timestamp(since))
                .query(rs -> {
                    counts.put(new VersionRef(rs.getString("agreement"), rs.getInt("version")), rs.getLong("clocks"));
                });
        return counts;
    }

    /** The items of those that are not. */
    List<ItemRef> undecided(String assignee, Instant since) {
        return jdbc.sql(
                        """
                        select distinct source, item_key from evaluation.clocks
                        where assignee = :assignee and started_at >= :since and decision is null and not_counted is null
                        """)
                .param("assignee", assignee)
                .param("since", timestamp(since))
                .query((rs, n) -> new ItemRef(rs.getString(1), rs.getString(2)))
                .list();
    }

    private List<ClockView> read(String where, Map<String, Object> parameters) {
        List<ClockView> bare = jdbc.sql("select * from evaluation.clocks " + where + " order by started_at, id")
                .params(parameters)
                .query(ClockRows::view)
                .list();
        Map<ClockId, List<ReachedMark>> marks =
                thresholds.of(bare.stream().map(ClockView::id).toList());
        return bare.stream()
                .map(c -> withMarks(c, marks.getOrDefault(c.id(), List.of())))
                .toList();
    }

    static UUID[] uuids(Collection<ClockId> ids) {
        return ids.stream().map(ClockId::value).toArray(UUID[]::new);
    }

    private static MapSqlParameterSource parameters(Row row) {
        JudgedClock clock = row.clock();
        boolean paused = clock.state() == ClockState.PAUSED;
        Optional<Instant> deadline = clock.due().map(Due::deadline);
        return new MapSqlParameterSource()
                .addValue("id", clock.id().value())
                .addValue("source", clock.item().source())
                .addValue("item_key", clock.item().key())
                .addValue("agreement", clock.version().agreement())
                .addValue("version", clock.version().number())
                .addValue("term", clock.term())
                .addValue("target", clock.target())
                .addValue("service", clock.service())
                .addValue("obligated", clock.obligated())
                .addValue("state", clock.state().name())
                .addValue("started_at", timestamp(clock.startedAt()))
                .addValue("matched_at", timestamp(clock.matchedAt()))
                .addValue("stopped_at", timestamp(clock.stoppedAt()), Types.TIMESTAMP)
                .addValue("paused_since", timestamp(clock.pausedSince()), Types.TIMESTAMP)
                .addValue("deadline_at", paused ? null : timestamp(deadline), Types.TIMESTAMP)
                .addValue("projected_at", paused ? timestamp(deadline) : null, Types.TIMESTAMP)
                .addValue("breach_at", paused ? null : timestamp(clock.due().map(Due::breach)), Types.TIMESTAMP)
                .addValue(
                        "decision",
                        clock.decision().map(d -> d.met() ? "MET" : "LATE").orElse(null))
                .addValue("decided_at", timestamp(clock.decision().map(Decision::at)), Types.TIMESTAMP)
                .addValue("not_counted", clock.notCounted().orElse(null))
                .addValue("uncertain", clock.uncertain())
                .addValue("born_late", clock.bornLate())
                .addValue("elapsed_millis", clock.elapsedMillis())
                .addValue("target_millis", clock.due().map(Due::openMillis).orElse(0L))
                .addValue("next_threshold_at", timestamp(row.coming().next()), Types.TIMESTAMP)
                .addValue("coming", row.coming().text())
                .addValue("priority", clock.priority())
                .addValue("waited_at_millis", clock.waitedAtMillis().orElse(null))
                .addValue("diagnostics", Columns.json(row.diagnostics()))
                .addValue("lost", Columns.json(clock.lost()))
                .addValue("assignee", clock.assignee().orElse(null));
    }

    private static ClockView view(ResultSet rs, int n) throws SQLException {
        String decision = rs.getString("decision");
        return new ClockView(
                new ClockId(rs.getObject("id", UUID.class)),
                new ItemRef(rs.getString("source"), rs.getString("item_key")),
                new VersionRef(rs.getString("agreement"), rs.getInt("version")),
                rs.getString("term"),
                rs.getString("target"),
                rs.getString("service"),
                rs.getString("obligated"),
                ClockState.valueOf(rs.getString("state")),
                instant(rs, "started_at"),
                instant(rs, "matched_at"),
                optional(rs, "stopped_at"),
                optional(rs, "paused_since"),
                optional(rs, "deadline_at"),
                optional(rs, "breach_at"),
                decision == null
                        ? Optional.empty()
                        : Optional.of(new Decision(decision.equals("MET"), instant(rs, "decided_at"))),
                Optional.ofNullable(rs.getString("not_counted")),
                rs.getBoolean("uncertain"),
                rs.getBoolean("born_late"),
                rs.getLong("elapsed_millis"),
                rs.getLong("target_millis"),
                List.of(),
                Columns.json(rs.getString("diagnostics"), DIAGNOSTICS),
                Columns.json(rs.getString("lost"), TEXTS),
                Optional.ofNullable(rs.getString("assignee")));
    }

    private static ClockView withMarks(ClockView c, List<ReachedMark> marks) {
        boolean retroactive =
                c.retroactive() || marks.stream().anyMatch(m -> m.mark().isBreach() && m.retroactive());
        return new ClockView(
                c.id(),
                c.item(),
                c.version(),
                c.term(),
                c.target(),
                c.service(),
                c.obligated(),
                c.state(),
                c.startedAt(),
                c.matchedAt(),
                c.stoppedAt(),
                c.pausedSince(),
                c.deadlineAt(),
                c.breachAt(),
                c.decision(),
                c.notCounted(),
                c.uncertain(),
                retroactive,
                c.elapsedMillis(),
                c.targetMillis(),
                marks,
                c.diagnostics(),
                c.lost(),
                c.assignee());
    }
}
