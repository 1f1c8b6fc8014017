package io.surety.evaluation.clock;

import io.surety.calendar.Due;
import io.surety.evaluation.ClockView;
import java.util.List;

/** Judged clocks as they are read back from the database; without the marks, which no verdict looks at. */
public final class ClockViews {

    private ClockViews() {}

    public static ClockView of(JudgedClock clock) {
        return new ClockView(
                clock.id(),
                clock.item(),
                clock.version(),
                clock.term(),
                clock.target(),
                clock.service(),
                clock.obligated(),
                clock.state(),
                clock.startedAt(),
                clock.matchedAt(),
                clock.stoppedAt(),
                clock.pausedSince(),
                clock.due().map(Due::deadline),
                clock.due().map(Due::breach),
                clock.decision(),
                clock.notCounted(),
                clock.uncertain(),
                clock.bornLate(),
                clock.elapsedMillis(),
                clock.due().map(Due::openMillis).orElse(0L),
                List.of(),
                List.of(),
                clock.lost(),
                clock.assignee());
    }
}
