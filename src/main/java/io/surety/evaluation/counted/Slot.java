package io.surety.evaluation.counted;

import io.surety.shared.Interval;

/**
 * What was counted in a span: a bucket of the rollups, or a slice.
 *
 * @param good of {@code total} events; both not negative
 */
public record Slot(Interval span, long good, long total) {

    /** @throws IllegalArgumentException if fewer than none or more than all events are good */
    public Slot {
        if (good < 0 || good > total) {
            throw new IllegalArgumentException(good + " of " + total + " events cannot be good");
        }
    }

    long bad() {
        return total - good;
    }
}
