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

    /** Whether a clock that is decided at the instant counts here. */
    public boolean takes(Instant decidedAt) {
        return part.contains(decidedAt) || (last && !decidedAt.isBefore(part.to()));
    }

    /** Whether the version holds for the whole period. */
    public boolean whole() {
        return period.equals(part);
    }
}
