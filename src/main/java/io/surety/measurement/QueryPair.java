package io.surety.measurement;

import io.surety.shared.ContentHash;
import java.time.Duration;

/**
 * What a source that pulls asks for: for each step how many were good, and how many there were.
 *
 * @param good a query, in which {@code $step} stands for the step; for a threshold the values within the limit
 * @param total a query, in the same way
 * @param step whole minutes
 */
public record QueryPair(String good, String total, Duration step) {

    private static final int DIGITS = 16;

    public QueryPair {
        if (step.isNegative()
                || step.isZero()
                || step.toMillis() % Duration.ofMinutes(1).toMillis() != 0) {
            throw new IllegalArgumentException("a step is a number of whole minutes: " + step);
        }
    }

    /** Under which the answers are kept: who asks the same shares them, and who asks something else never mixes them. */
    public String indicator() {
        String text = good.length() + " " + good + total.length() + " " + total + step;
        return "query-" + ContentHash.of(text).hex().substring(0, DIGITS);
    }
}
