package io.surety.evaluation.internal;

import static io.surety.evaluation.internal.Columns.timestamp;
import static io.surety.shared.SqlInstants.instant;

import io.surety.agreement.VersionRef;
import io.surety.evaluation.ClockId;
import io.surety.evaluation.clock.ComingMarks;
import io.surety.measurement.ItemRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The running clocks that time alone has brought to a mark. Whoever takes one holds its row; one whose item is being
 * judged for another reason is left to that, and so are those of a source that is being walked over.
 */
@Repository
class DueClockRows {

    private static final String SELECT =
            """
            select id, source, item_key, agreement, version, term, target, target_millis, next_threshold_at, coming
            from evaluation.clocks
            """;

    private final JdbcClient jdbc;

    DueClockRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What has to be known of a clock while no input changes. */
    record DueClock(
            ClockId id,
            ItemRef item,
            VersionRef version,
            String term,
            String target,
            long targetMillis,
            Instant dueAt,
            ComingMarks coming) {}

    /**
     * Whether a scan would find anything: one look at the first entry of each index. A plan for {@code exists} may read the
     * whole table, because it does not know that nothing is due.
     */
    boolean anything(Instant now) {
        return jdbc.sql(
                        """
                        select coalesce((select min(next_threshold_at) from evaluation.clocks) < :now, false)
                            or coalesce((select min(next_look_at) from evaluation.items) < :now, false)
                            or exists (select 1 from evaluation.rejudgements)
                            or exists (select 1 from evaluation.rules_walks)
                        """)
                .param("now", timestamp(now))
                .query(Boolean.class)
                .single();
    }

    /**
     * Locks those that are longest overdue and that no other node looks at.
     *
     * @param from where this scan has come to: what lies before it is done, or another node's
     */
    List<DueClock> lock(Instant now, Instant from, int limit) {
        return jdbc.sql(
                        SELECT
                                + """
                        where next_threshold_at >= :from and next_threshold_at < :now and source <> all(:walked)
                        order by next_threshold_at
                        limit :limit
                        for no key update skip locked
                        """)
                .param("from", timestamp(from))
                .param("now", timestamp(now))
                .param("walked", walkedSources())
                .param("limit", limit)
                .query(DueClockRows::clock)
                .list();
    }

    /** Locks those of the given ones that are still due and that nobody else looks at. */
    List<DueClock> lock(Collection<ClockId> ids, Instant now) {
        return jdbc.sql(
                        SELECT
                                + """
                        where id = any(:ids) and next_threshold_at < :now
                        order by next_threshold_at
                        for no key update skip locked
                        """)
                .param("ids", ClockRows.uuids(ids))
                .param("now", timestamp(now))
                .query(DueClockRows::clock)
                .list();
    }

    /** The same as {@link #lock(Instant, Instant, int)}, without taking them. */
    List<ClockId> peek(Instant now, Instant from, int limit) {
        return jdbc.sql(
                        """
                        select id from evaluation.clocks
                        where next_threshold_at >= :from and next_threshold_at < :now and source <> all(:walked)
                        order by next_threshold_at
                        limit :limit
                        """)
                .param("from", timestamp(from))
                .param("now", timestamp(now))
                .param("walked", walkedSources())
                .param("limit", limit)
                .query((rs, n) -> new ClockId(rs.getObject(1, UUID.class)))
                .list();
    }

    /** Their clocks may have changed without having been judged yet. */
    private String[] walkedSources() {
        return jdbc.sql("select distinct source from evaluation.rejudgements")
                .query(String.class)
                .list()
                .toArray(String[]::new);
    }

    /**
     * Makes clocks late at the breach instant that they have had since they were judged, and notes it.
     *
     * @return those that were never late before, or whose breach was withdrawn
     */
    Set<ClockId> late(Collection<ClockId> ids, Instant foundAt) {
        Set<ClockId> fresh = new HashSet<>();
        if (ids.isEmpty()) {
            return fresh;
        }
        jdbc.sql(
                        """
                        with late as (
                            update evaluation.clocks
                            set state = 'LATE', decision = 'LATE', decided_at = breach_at,
                                elapsed_millis = target_millis, next_threshold_at = null, coming = ''
                            where id = any(:ids)
                            returning id as clock, agreement, version, term, target, breach_at, false as retroactive),
                        """
                                + ThresholdRows.NOTE_LATE)
                .param("ids", ClockRows.uuids(ids))
                .param("found", timestamp(foundAt))
                .query(rs -> {
                    if (rs.getBoolean(2)) {
                        fresh.add(new ClockId(rs.getObject(1, UUID.class)));
                    }
                });
        return fresh;
    }

    /** Sets what is ahead of them from now on. */
    void moveOn(List<ClockId> ids, List<ComingMarks> ahead) {
        if (ids.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        update evaluation.clocks c set next_threshold_at = a.next_at, coming = a.coming
                        from unnest(:ids, :next::timestamptz[], :coming) as a(id, next_at, coming)
                        where c.id = a.id
                        """)
                .param("ids", ClockRows.uuids(ids))
                .param(
                        "next",
                        Columns.optionals(ahead.stream().map(ComingMarks::next).toList()))
                .param("coming", ahead.stream().map(ComingMarks::text).toArray(String[]::new))
                .update();
    }

    /** Leaves the clock as it is and looks at it again later. */
    void postpone(ClockId id, Instant until) {
        jdbc.sql(
                        "update evaluation.clocks set next_threshold_at = :until where id = :id and next_threshold_at < :until")
                .param("id", id.value())
                .param("until", timestamp(until))
                .update();
    }

    private static DueClock clock(ResultSet rs, int n) throws SQLException {
        return new DueClock(
                new ClockId(rs.getObject("id", UUID.class)),
                new ItemRef(rs.getString("source"), rs.getString("item_key")),
                new VersionRef(rs.getString("agreement"), rs.getInt("version")),
                rs.getString("term"),
                rs.getString("target"),
                rs.getLong("target_millis"),
                instant(rs, "next_threshold_at"),
                ComingMarks.parse(rs.getString("coming")));
    }
}
