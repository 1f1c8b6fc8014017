package io.surety.evaluation.internal;

import static io.surety.evaluation.internal.Columns.timestamp;
import static io.surety.shared.SqlInstants.instant;
import static io.surety.shared.SqlInstants.instantIfAny;

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
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The clocks as rows. */
@Repository
class ClockRows {

    private static final TypeReference<List<Diagnostic>> DIAGNOSTICS = new TypeReference<>() {};
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    /** What has not changed, such as a clock that was decided before, is not written again. */
    private static final String UPSERT =
            """
            insert into evaluation.clocks (id, source, item_key, agreement, version, term, target, service, obligated,
                state, started_at, matched_at, stopped_at, paused_since, deadline_at, projected_at, breach_at, decision,
                decided_at, not_counted, uncertain, born_late, elapsed_millis, target_millis, next_threshold_at,
                coming, priority, waited_at_millis, diagnostics, lost, assignee)
            select id, source, item_key, agreement, version, term, target, service, obligated,
                state, started_at, matched_at, stopped_at, paused_since, deadline_at, projected_at, breach_at, decision,
                decided_at, not_counted, uncertain, born_late, elapsed_millis, target_millis, next_threshold_at,
                coming, priority, waited_at_millis, diagnostics, lost, assignee
            from jsonb_populate_recordset(null::evaluation.clocks, cast(:rows as jsonb))
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
            where clocks is distinct from excluded
            """;

    /** One source and a list of keys are looked up by the index however few rows there were when it was planned. */
    private static final String OF_ITEMS = "where source = :source and item_key = any(:keys)";

    private static final String IN_ORDER = " order by started_at, id";

    private final JdbcClient jdbc;
    private final ThresholdRows thresholds;

    ClockRows(JdbcClient jdbc, ThresholdRows thresholds) {
        this.jdbc = jdbc;
        this.thresholds = thresholds;
    }

    /** @param coming its marks that have not been reached, if time alone brings them */
    record Row(JudgedClock clock, ComingMarks coming, List<Diagnostic> diagnostics) {}

    /** One statement for all rows, whatever their number. */
    void save(List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.sql(UPSERT)
                .param(
                        "rows",
                        Columns.json(rows.stream().map(ClockRows::columns).toList()))
                .update();
    }

    /** Clocks that no version in force asks for any more. */
    void retire(Collection<ClockId> ids, Instant at) {
        if (ids.isEmpty()) {
            return;
        }
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
        return read("where id = :id" + IN_ORDER, Map.of("id", id.value())).stream()
                .findFirst();
    }

    List<ClockView> ofItem(ItemRef item) {
        return read(OF_ITEMS + IN_ORDER, ofItems(item.source(), Set.of(item.key())));
    }

    /**
     * Those of items, locked to the end of the transaction by whoever has locked the items. The scan takes clocks without
     * their items, and passes over those that are taken.
     */
    List<ClockView> lock(Collection<ItemRef> items) {
        return ItemRef.keysBySource(items).entrySet().stream()
                .flatMap(of ->
                        read(OF_ITEMS + IN_ORDER + " for no key update", ofItems(of.getKey(), of.getValue())).stream())
                .toList();
    }

    private static Map<String, Object> ofItems(String source, Set<String> keys) {
        return Map.of("source", source, "keys", keys.toArray(String[]::new));
    }

    /** Those that run or wait, with their stored or projected deadline before an instant. */
    List<ClockView> openDueBefore(List<String> agreements, Instant before) {
        return read(
                """
                where state in ('RUNNING', 'PAUSED') and agreement = any(:agreements)
                  and coalesce(deadline_at, projected_at) < :before
                """
                        + IN_ORDER,
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
                """
                        + IN_ORDER,
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

    /** @param where with the order */
    private List<ClockView> read(String where, Map<String, Object> parameters) {
        List<ClockView> bare = jdbc.sql("select * from evaluation.clocks " + where)
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

    /** By their names; those that are left out are null. */
    private static Map<String, Object> columns(Row row) {
        JudgedClock clock = row.clock();
        Map<String, Object> columns = new HashMap<>();
        columns.put("id", clock.id().value());
        columns.put("source", clock.item().source());
        columns.put("item_key", clock.item().key());
        columns.put("agreement", clock.version().agreement());
        columns.put("version", clock.version().number());
        columns.put("term", clock.term());
        columns.put("target", clock.target());
        columns.put("service", clock.service());
        columns.put("obligated", clock.obligated());
        columns.put("state", clock.state());
        putInstants(columns, row);
        clock.decision().ifPresent(decision -> columns.put("decision", decision.met() ? "MET" : "LATE"));
        clock.notCounted().ifPresent(why -> columns.put("not_counted", why));
        columns.put("uncertain", clock.uncertain());
        columns.put("born_late", clock.bornLate());
        columns.put("elapsed_millis", clock.elapsedMillis());
        columns.put("target_millis", clock.due().map(Due::openMillis).orElse(0L));
        columns.put("coming", row.coming().text());
        columns.put("priority", clock.priority());
        clock.waitedAtMillis().ifPresent(millis -> columns.put("waited_at_millis", millis));
        columns.put("diagnostics", row.diagnostics());
        columns.put("lost", clock.lost());
        clock.assignee().ifPresent(person -> columns.put("assignee", person));
        return columns;
    }

    /** One that is paused has no deadline, only one that it would have if it went on now. */
    private static void putInstants(Map<String, Object> columns, Row row) {
        JudgedClock clock = row.clock();
        boolean paused = clock.state() == ClockState.PAUSED;
        columns.put("started_at", clock.startedAt().toString());
        columns.put("matched_at", clock.matchedAt().toString());
        clock.stoppedAt().ifPresent(at -> columns.put("stopped_at", at.toString()));
        clock.pausedSince().ifPresent(at -> columns.put("paused_since", at.toString()));
        clock.due().ifPresent(due -> {
            columns.put(paused ? "projected_at" : "deadline_at", due.deadline().toString());
            if (!paused) {
                columns.put("breach_at", due.breach().toString());
            }
        });
        clock.decision()
                .ifPresent(decision -> columns.put("decided_at", decision.at().toString()));
        row.coming().next().ifPresent(at -> columns.put("next_threshold_at", at.toString()));
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
                instantIfAny(rs, "stopped_at"),
                instantIfAny(rs, "paused_since"),
                instantIfAny(rs, "deadline_at"),
                instantIfAny(rs, "breach_at"),
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
