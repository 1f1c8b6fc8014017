package io.surety.evaluation;

import java.util.List;

/**
 * How clocks changed because something became known, all of one transaction, and published in it. What time alone
 * brings is told by {@link ThresholdsReached}.
 *
 * @param changes one for each clock, not empty
 */
public record ClocksChanged(List<ClockChanged> changes) {

    public ClocksChanged {
        changes = List.copyOf(changes);
    }
}
