package io.surety.evaluation.internal;

import io.surety.evaluation.ClockId;
import io.surety.evaluation.ClockView;
import io.surety.evaluation.ClockView.Decision;
import io.surety.evaluation.ClockView.ReachedMark;
import io.surety.evaluation.ThresholdReached;
import io.surety.evaluation.clock.DueMark;
import io.surety.evaluation.clock.JudgedClock;
import io.surety.evaluation.internal.JudgeItems.Judged;
import io.surety.evaluation.internal.ThresholdRows.Breach;
import io.surety.evaluation.internal.ThresholdRows.Key;
import io.surety.evaluation.internal.ThresholdRows.Reached;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers the marks that the clocks of a batch have passed, and notes them at once. */
final class ReachMarks {

    private final ThresholdRows thresholds;
    private final Retroactivity.Look retroactivity;
    private final Instant now;
    private final List<Passed> passed = new ArrayList<>();

    private record Passed(JudgedClock clock, DueMark mark, boolean retroactive) {}

    ReachMarks(ThresholdRows thresholds, Retroactivity.Look retroactivity, Instant now) {
        this.thresholds = thresholds;
        this.retroactivity = retroactivity;
        this.now = now;
    }

    /** @param old the clock as it was until now */
    void look(Judged item, JudgedClock clock, @Nullable ClockView old) {
        for (DueMark mark : clock.marks()) {
            if (!mark.at().isBefore(now)) {
                continue;
            }
            // a breach that was told already may lie elsewhere now, stand again, or be another one
            if (!knows(old, mark) || (mark.isBreach() && !stood(old, mark))) {
                passed.add(new Passed(clock, mark, retroactivity.isRetroactive(clock, mark, item)));
            }
        }
    }

    private static boolean knows(@Nullable ClockView clock, DueMark mark) {
        return clock != null && clock.marks().stream().map(ReachedMark::mark).anyMatch(mark.mark()::equals);
    }

    private static boolean stood(@Nullable ClockView clock, DueMark breach) {
        return clock != null && clock.decision().equals(Optional.of(new Decision(false, breach.at())));
    }

    /** Notes them, and says what is new: by instant. */
    List<ThresholdReached> keep(boolean tellPeople) {
        Set<ClockId> newlyLate = thresholds.breach(
                passed.stream()
                        .filter(p -> p.mark().isBreach())
                        .map(p -> new Breach(p.clock(), p.mark().at(), p.retroactive()))
                        .toList(),
                now);
        Set<Key> newMarks = thresholds.add(
                passed.stream()
                        .filter(p -> !p.mark().isBreach())
                        .map(p -> new Reached(
                                p.clock().id(), p.mark().mark(), p.mark().at(), p.retroactive()))
                        .toList(),
                now);
        return passed.stream()
                .filter(p -> p.mark().isBreach()
                        ? newlyLate.contains(p.clock().id())
                        : newMarks.contains(new Key(p.clock().id(), p.mark().mark())))
                .map(p -> told(p, tellPeople))
                .sorted(Comparator.comparing(ThresholdReached::at))
                .toList();
    }

    private static ThresholdReached told(Passed passed, boolean tellPeople) {
        JudgedClock clock = passed.clock();
        return new ThresholdReached(
                clock.id(),
                clock.version(),
                clock.term(),
                clock.target(),
                clock.item(),
                passed.mark().mark(),
                passed.mark().mark().share(clock.due().orElseThrow().openMillis()),
                passed.mark().at(),
                passed.retroactive() && !tellPeople);
    }
}
