package io.surety.evaluation.forecast;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * How likely it is that an open clock goes late.
 *
 * @param probability from 0 to 1, to four digits; exactly 1 only if it is certain; empty if too few similar clocks have
 *     finished to say anything
 * @param similar how many finished clocks it rests on: those of its basis that were open for as long as this one is
 * @param basis what they have in common with this one; empty if there are too few
 */
public record BreachForecast(Optional<BigDecimal> probability, int similar, Optional<Basis> basis) {

    private static final int DIGITS = 4;
    private static final BigDecimal LEAST = BigDecimal.ONE.movePointLeft(DIGITS);
    private static final BigDecimal MOST = BigDecimal.ONE.subtract(LEAST);

    /** What a forecast rests on, the narrowest first. */
    public enum Basis {
        /** The work that is left does not fit into the open time that is left: no estimate. */
        REMAINING_WORK,
        /** Clocks of the same target that had waited too, such as for their customers. */
        WAITED,
        /** Clocks of the same target whose items have the same priority. */
        PRIORITY,
        /** Clocks of the same target. */
        TARGET,
        /** Clocks of the same term. */
        TERM
    }

    static final BreachForecast CERTAIN =
            new BreachForecast(Optional.of(BigDecimal.ONE.setScale(DIGITS)), 0, Optional.of(Basis.REMAINING_WORK));

    static BreachForecast tooFew(int similar) {
        return new BreachForecast(Optional.empty(), similar, Optional.empty());
    }

    /** An estimate is never certain, however it is rounded. */
    static BreachForecast estimated(double probability, int similar, Basis basis) {
        BigDecimal rounded = BigDecimal.valueOf(probability).setScale(DIGITS, RoundingMode.HALF_EVEN);
        return new BreachForecast(Optional.of(rounded.max(LEAST).min(MOST)), similar, Optional.of(basis));
    }
}
