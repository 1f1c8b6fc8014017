package io.surety.evaluation.composite;

import io.surety.shared.Ratio;
import java.util.Collection;

/**
 * Availabilities together, if they are independent ({@code domain.md} 5.5); exact fractions. That the parts are independent
 * is an assumption, so this is what is expected and proves nothing.
 */
public final class Composite {

    private Composite() {}

    /** All are needed: the product; one of none. */
    public static Ratio serial(Collection<Ratio> parts) {
        return parts.stream().reduce(Ratio.ONE, Ratio::times);
    }

    /**
     * One is enough: 1 − ∏(1 − Aᵢ).
     *
     * @throws IllegalArgumentException if there are none
     */
    public static Ratio parallel(Collection<Ratio> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("one of none is never there");
        }
        return Ratio.ONE.minus(
                serial(parts.stream().map(part -> Ratio.ONE.minus(part)).toList()));
    }

    /** All of {@code serial} are needed, and one of {@code parallel} if there are any. */
    public static Ratio of(Collection<Ratio> serial, Collection<Ratio> parallel) {
        Ratio needed = serial(serial);
        return parallel.isEmpty() ? needed : needed.times(parallel(parallel));
    }
}
