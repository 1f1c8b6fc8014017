package io.surety.reporting.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/** Money as people write it. */
final class Amounts {

    private Amounts() {}

    /** With at least the currency's digits: 100 EUR as 100.00; nothing is rounded. */
    static BigDecimal inDigitsOf(String currency, BigDecimal amount) {
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        BigDecimal shortest = amount.stripTrailingZeros();
        return shortest.setScale(Math.max(digits, shortest.scale()), RoundingMode.UNNECESSARY);
    }

    static String text(String currency, BigDecimal amount) {
        return inDigitsOf(currency, amount).toPlainString();
    }
}
