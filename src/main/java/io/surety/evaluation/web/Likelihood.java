package io.surety.evaluation.web;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How likely something is, as people read it; the exact number is on the wire. */
final class Likelihood {

    private static final BigDecimal ONE_PERCENT = new BigDecimal("0.01");
    private static final BigDecimal ALL_BUT_ONE_PERCENT = new BigDecimal("0.99");

    private Likelihood() {}

    /**
     * In whole percent; what is nearly impossible, or nearly certain, is not said to be so. Only what is certain is 100 %:
     * without any open time left an item can still go late.
     *
     * @param probability from 0 to 1
     */
    static String text(BigDecimal probability) {
        if (probability.compareTo(ONE_PERCENT) < 0) {
            return "< 1 %";
        }
        if (probability.compareTo(ALL_BUT_ONE_PERCENT) > 0 && probability.compareTo(BigDecimal.ONE) < 0) {
            return "> 99 %";
        }
        return probability.movePointRight(2).setScale(0, RoundingMode.HALF_EVEN) + " %";
    }
}
