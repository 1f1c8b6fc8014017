package io.surety.evaluation;

import java.util.List;

/**
 * What clocks reached, all that one transaction found: a storm is told at once, so that it can be one call on people.
 * Published in the transaction that recorded it.
 *
 * @param reached in the order of the instants; not empty
 */
public record ThresholdsReached(List<ThresholdReached> reached) {

    public ThresholdsReached {
        reached = List.copyOf(reached);
    }
}
