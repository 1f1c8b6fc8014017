package io.surety.evaluation.internal;

import static io.surety.evaluation.internal.Columns.instant;
import static io.surety.evaluation.internal.Columns.timestamp;

import io.surety.evaluation.ClockId;
import io.surety.evaluation.ClockView.ReachedMark;
import io.surety.evaluation.clock.DueMark;
import io.surety.evaluation.clock.JudgedClock;
import io.surety.shared.Ratio;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What clocks have reached: each mark once, and the breaches. */
@Repository
class ThresholdRows {

    private static final String BREACH = "breach";

    private final JdbcClient jdbc;

    ThresholdRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<ClockId, List<ReachedMark>> of(Collection<ClockId> clocks) {
        Map<ClockId, List<ReachedMark>> marks = new HashMap<>();
        if (clocks.isEmpty()) {
            return marks;
        }
        jdbc.sql(
                        """
                        select clock, mark, reached_at, found_at, retroactive from evaluation.thresholds
                        where clock = any(:clocks)
                        order by reached_at, mark
                        """)
                .param("clocks", ClockRows.uuids(clocks))
                .query(rs -> {
                    ReachedMark mark = new ReachedMark(
                            percent(rs.getString("mark")),
                            instant(rs, "reached_at"),
                            instant(rs, "found_at"),
                            rs.getBoolean("retroactive"));
                    marks.computeIfAbsent(new ClockId(rs.getObject("clock", UUID.class)), c -> new ArrayList<>())
                            .add(mark);
                });
        return marks;
    }

    /** @return whether it is new: a mark is reached once */
    boolean add(ClockId clock, DueMark mark, Instant foundAt, boolean retroactive) {
        return jdbc.sql(
                                """
                                insert into evaluation.thresholds (clock, mark, reached_at, found_at, retroactive)
                                values (:clock, :mark, :reached, :found, :retroactive)
                                on conflict do nothing
                                """)
                        .param("clock", clock.value())
                        .param("mark", mark.percent().map(Ratio::toString).orElse(BREACH))
                        .param("reached", timestamp(mark.at()))
                        .param("found", timestamp(foundAt))
                        .param("retroactive", retroactive)
                        .update()
                == 1;
    }

    /** Notes the breach, or that the one that was noted is none or was at another instant. */
    void breach(JudgedClock clock, Instant at, Instant foundAt, boolean retroactive) {
        jdbc.sql(
                        """
                        insert into evaluation.breaches
                            (clock, agreement, version, term, target, breach_at, found_at, retroactive)
                        values (:clock, :agreement, :version, :term, :target, :at, :found, :retroactive)
                        on conflict (clock) do update set breach_at = excluded.breach_at, withdrawn_at = null
                        """)
                .param("clock", clock.id().value())
                .param("agreement", clock.version().agreement())
                .param("version", clock.version().number())
                .param("term", clock.term())
                .param("target", clock.target())
                .param("at", timestamp(at))
                .param("found", timestamp(foundAt))
                .param("retroactive", retroactive)
                .update();
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

    private static Optional<Ratio> percent(String mark) {
        if (mark.equals(BREACH)) {
            return Optional.empty();
        }
        int slash = mark.indexOf('/');
        return Optional.of(
                new Ratio(new BigInteger(mark.substring(0, slash)), new BigInteger(mark.substring(slash + 1))));
    }
}
