package io.surety.evaluation.composite;

import io.surety.shared.Ratio;
import java.time.Duration;
import java.util.Collection;

/**
 * What parts that all are needed come to for sure, if each just fulfils its own agreement ({@code domain.md} 7.7); exact
 * fractions. Nothing is assumed of how they depend on each other, so whatever each may miss is missed apart.
 */
public final class Guarantee {

    private Guarantee() {}

    /** What is done {@code within} a wall time in at least a {@code share} of all cases. */
    public record Timely(Ratio share, Duration within) {}

    /**
     * The least availability: 1 − Σ Dᵢ / AST, and never below 0.
     *
     * @param down the most downtime that each part may have in the span, own work included, in milliseconds
     * @param serviceTime agreed service time of the span, in milliseconds
     * @throws IllegalArgumentException if there is no service time
     */
    public static Ratio availability(Collection<Ratio> down, long serviceTime) {
        if (serviceTime <= 0) {
            throw new IllegalArgumentException("nothing is available in " + serviceTime + " ms");
        }
        Ratio most = down.stream().reduce(Ratio.ZERO, Ratio::plus);
        return orNothing(Ratio.ONE.minus(most.dividedBy(Ratio.of(serviceTime, 1))));
    }

    /** One after the other: the sum of the times, in 1 − Σ (1 − cᵢ) of the cases; percentiles do not add up. */
    public static Timely timely(Collection<Timely> parts) {
        Ratio missed = parts.stream().map(part -> Ratio.ONE.minus(part.share())).reduce(Ratio.ZERO, Ratio::plus);
        Duration within = parts.stream().map(Timely::within).reduce(Duration.ZERO, Duration::plus);
        return new Timely(orNothing(Ratio.ONE.minus(missed)), within);
    }

    private static Ratio orNothing(Ratio share) {
        return share.compareTo(Ratio.ZERO) < 0 ? Ratio.ZERO : share;
    }
}
