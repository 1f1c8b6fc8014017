package io.surety.evaluation.verdict;

import io.surety.shared.Interval;
import java.time.Instant;

/**
 * A calendar period, and the part of it in which one version holds.
 *
 * @param period the whole calendar period
 * @param part the period clipped to the validity
 * @param last whether it is the last of the version; clocks that run off after it count here
 */
public record PartPeriod(Interval period, Interval part, boolean last) {

    /** Far beyond any agreement, and within what a database can store. */
    private static final Instant END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z");

    /** Whether a clock that is decided at the instant counts here. */
    public boolean takes(Instant decidedAt) {
        return part.contains(decidedAt) || (last && !decidedAt.isBefore(part.to()));
    }

    /** The span whose decisions count here: of the last one it goes on to the end of time. */
    public Interval taken() {
        return last ? new Interval(part.from(), END_OF_TIME) : part;
    }

    /** Whether the version holds for the whole period. */
    public boolean whole() {
        return period.equals(part);
    }
}
