package io.surety.evaluation.credit;

import io.surety.shared.Ratio;
import java.util.Optional;
import javax.money.MonetaryAmount;

/**
 * How a credit came about, step by step, so that it can be recomputed by hand.
 *
 * @param key of the {@link CreditCase}
 * @param base the charges it is a share of
 * @param percent the share of the tier that applies, as a ratio: 5 % is 1/20; empty for an amount per count
 * @param exact percent × base, or amount × count
 * @param stacked what stacking left of it
 * @param afterMonthCap what the cap of the month left of it
 * @param afterYearCap what the cap of the contract year left of it
 * @param owed after the minimum, rounded; zero if nothing is owed
 */
public record CreditLine(
        String key,
        Exact base,
        Optional<Ratio> percent,
        Exact exact,
        Exact stacked,
        Exact afterMonthCap,
        Exact afterYearCap,
        MonetaryAmount owed) {}
