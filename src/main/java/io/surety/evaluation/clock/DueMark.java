package io.surety.evaluation.clock;

import io.surety.evaluation.ClockMark;
import java.time.Instant;

/** An instant at which somebody may want to know how far a clock is. It is reached once the present is after it. */
public record DueMark(ClockMark mark, Instant at) {

    public boolean isBreach() {
        return mark.isBreach();
    }
}
