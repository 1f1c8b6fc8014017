package io.surety.evaluation;

import io.surety.agreement.VersionRef;
import io.surety.measurement.ItemRef;
import io.surety.shared.Ratio;
import java.time.Instant;
import java.util.Optional;

/**
 * A running clock reached a mark on its way to its target, or went past it; told once for each, in a
 * {@link ThresholdsReached}.
 *
 * @param target id of the target in the term
 * @param percent the share of the target that is used up; empty for the breach itself
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
        ClockMark mark,
        Optional<Ratio> percent,
        Instant at,
        boolean retroactive) {

    public boolean isBreach() {
        return mark.isBreach();
    }
}
