package io.surety.evaluation.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import javax.money.MonetaryAmount;

/** Amounts as people write them. */
final class Money {

    private Money() {}

    /** With all digits of the currency: {@code 100.00}. */
    static String digits(BigDecimal amount, String currency) {
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        BigDecimal plain = amount.scale() < digits ? amount.setScale(digits, RoundingMode.UNNECESSARY) : amount;
        return plain.toPlainString();
    }

    static String digits(MonetaryAmount amount) {
        return digits(number(amount), amount.getCurrency().getCurrencyCode());
    }

    static BigDecimal number(MonetaryAmount amount) {
        return amount.getNumber().numberValueExact(BigDecimal.class);
    }
}
