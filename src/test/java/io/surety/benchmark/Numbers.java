package io.surety.benchmark;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Figures as the page shows them: three digits that count, thousands apart. */
final class Numbers {

    private static final MathContext DIGITS = new MathContext(3);

    private Numbers() {}

    static String text(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "–";
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS);
        return rounded.abs().compareTo(BigDecimal.valueOf(100)) >= 0
                ? String.format(Locale.ROOT, "%,d", rounded.longValue())
                : plain(rounded);
    }

    private static String plain(BigDecimal rounded) {
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
