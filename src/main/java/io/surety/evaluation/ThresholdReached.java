package io.surety.evaluation;

import io.surety.agreement.VersionRef;
import io.surety.measurement.ItemRef;
import io.surety.shared.Ratio;
import java.time.Instant;
import java.util.Optional;

/**
 * A running clock reached a percentage of its target, or went past it; published once for each, in the transaction
 * that recorded it.
 *
 * @param target id of the target in the term
 * @param percent the mark that was reached; empty for the breach itself
 * @param at the true instant on the calendar, which may lie before the present
 * @param retroactive a breach whose revealing input came later than the policy's {@code maxAge}: it tells nobody
 *     unless asked to
 */
public record ThresholdReached(
        ClockId clock,
        VersionRef version,
        String term,
        String target,
        ItemRef item,
        Optional<Ratio> percent,
        Instant at,
        boolean retroactive) {

    public boolean isBreach() {
        return percent.isEmpty();
    }
}
