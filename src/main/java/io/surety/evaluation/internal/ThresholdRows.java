package io.surety.evaluation.internal;

import static io.surety.evaluation.internal.Columns.instants;
import static io.surety.evaluation.internal.Columns.timestamp;
import static io.surety.shared.SqlInstants.instant;

import io.surety.evaluation.ClockId;
import io.surety.evaluation.ClockMark;
import io.surety.evaluation.ClockView.ReachedMark;
import io.surety.evaluation.clock.JudgedClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What clocks have reached: each mark once, and the breaches. */
@Repository
class ThresholdRows {

    /**
     * Goes on from {@code late}, the breaches with their clocks, and tells which clocks had none before, or one that was
     * withdrawn.
     */
    static final String NOTE_LATE =
            """
            noted as (
                insert into evaluation.breaches as b
                    (clock, agreement, version, term, target, breach_at, found_at, retroactive)
                select clock, agreement, version, term, target, breach_at, :found, retroactive from late
                on conflict (clock) do update
                set breach_at = excluded.breach_at, withdrawn_at = null,
                    found_at = case when b.withdrawn_at is null then b.found_at else excluded.found_at end,
                    retroactive = case when b.withdrawn_at is null then b.retroactive else excluded.retroactive end
                returning clock)
            select n.clock, b.clock is null or b.withdrawn_at is not null
            from noted n left join evaluation.breaches b on b.clock = n.clock
            """;

    private final JdbcClient jdbc;

    ThresholdRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A mark of a clock that was reached. */
    record Reached(ClockId clock, ClockMark mark, Instant at, boolean retroactive) {

        Key key() {
            return new Key(clock, mark);
        }
    }

    /** What makes a mark reached once. */
    record Key(ClockId clock, ClockMark mark) {}

    /** A clock that is late. */
    record Breach(JudgedClock clock, Instant at, boolean retroactive) {}

    /** The marks of clocks, the breaches among them, by instant. */
    Map<ClockId, List<ReachedMark>> of(Collection<ClockId> clocks) {
        Map<ClockId, List<ReachedMark>> marks = new HashMap<>();
        if (clocks.isEmpty()) {
            return marks;
        }
        jdbc.sql(
                        """
                        select clock, mark, reached_at, found_at, retroactive from evaluation.thresholds
                        where clock = any(:clocks)
                        union all
                        select clock, 'breach', breach_at, found_at, retroactive from evaluation.breaches
                        where clock = any(:clocks)
                        order by reached_at, mark
                        """)
                .param("clocks", ClockRows.uuids(clocks))
                .query(rs -> {
                    ReachedMark mark = new ReachedMark(
                            ClockMark.parse(rs.getString("mark")),
                            instant(rs, "reached_at"),
                            instant(rs, "found_at"),
                            rs.getBoolean("retroactive"));
                    marks.computeIfAbsent(new ClockId(rs.getObject("clock", UUID.class)), c -> new ArrayList<>())
                            .add(mark);
                });
        return marks;
    }

    /**
     * Notes marks on the way; breaches have rows of their own.
     *
     * @return those that are new: a mark is reached once
     */
    Set<Key> add(List<Reached> reached, Instant foundAt) {
        Set<Key> fresh = new HashSet<>();
        if (reached.isEmpty()) {
            return fresh;
        }
        jdbc.sql(
                        """
                        insert into evaluation.thresholds (clock, mark, reached_at, found_at, retroactive)
                        select clock, mark, reached_at, :found, retroactive
                        from unnest(:clocks, :marks, :reached::timestamptz[], :retroactive)
                            as r(clock, mark, reached_at, retroactive)
                        on conflict do nothing
                        returning clock, mark
                        """)
                .param("found", timestamp(foundAt))
                .param(
                        "clocks",
                        ClockRows.uuids(reached.stream().map(Reached::clock).toList()))
                .param("marks", texts(reached, r -> r.mark().text()))
                .param("reached", instants(reached.stream().map(Reached::at).toList()))
                .param("retroactive", reached.stream().map(Reached::retroactive).toArray(Boolean[]::new))
                .query(rs -> {
                    fresh.add(new Key(new ClockId(rs.getObject(1, UUID.class)), ClockMark.parse(rs.getString(2))));
                });
        return fresh;
    }

    /**
     * Notes breaches, or that those which were noted stand again or lie at another instant.
     *
     * @return the clocks that had none before, and those whose breach was withdrawn
     */
    Set<ClockId> breach(List<Breach> late, Instant foundAt) {
        Set<ClockId> fresh = new HashSet<>();
        if (late.isEmpty()) {
            return fresh;
        }
        List<JudgedClock> clocks = late.stream().map(Breach::clock).toList();
        jdbc.sql(
                        """
                        with late as (
                            select * from unnest(:clocks, :agreements, :versions, :terms, :targets, :at::timestamptz[],
                                                 :retroactive)
                                as b(clock, agreement, version, term, target, breach_at, retroactive)),
                        """
                                + NOTE_LATE)
                .param("found", timestamp(foundAt))
                .param(
                        "clocks",
                        ClockRows.uuids(clocks.stream().map(JudgedClock::id).toList()))
                .param("agreements", texts(clocks, c -> c.version().agreement()))
                .param(
                        "versions",
                        clocks.stream().map(c -> c.version().number()).toArray(Integer[]::new))
                .param("terms", texts(clocks, JudgedClock::term))
                .param("targets", texts(clocks, JudgedClock::target))
                .param("at", instants(late.stream().map(Breach::at).toList()))
                .param("retroactive", late.stream().map(Breach::retroactive).toArray(Boolean[]::new))
                .query(rs -> {
                    if (rs.getBoolean(2)) {
                        fresh.add(new ClockId(rs.getObject(1, UUID.class)));
                    }
                });
        return fresh;
    }

    void withdrawBreaches(Collection<ClockId> clocks, Instant at) {
        if (!clocks.isEmpty()) {
            jdbc.sql(
                            "update evaluation.breaches set withdrawn_at = :at where clock = any(:clocks) and withdrawn_at is null")
                    .param("at", timestamp(at))
                    .param("clocks", ClockRows.uuids(clocks))
                    .update();
        }
    }

    private static <T> String[] texts(List<T> of, Function<T, String> text) {
        return of.stream().map(text).toArray(String[]::new);
    }
}
