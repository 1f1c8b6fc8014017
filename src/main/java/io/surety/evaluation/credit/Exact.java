package io.surety.evaluation.credit;

import io.surety.shared.Ratio;
import java.math.BigDecimal;
import java.math.RoundingMode;
import javax.money.CurrencyUnit;
import javax.money.Monetary;
import javax.money.MonetaryAmount;
import org.javamoney.moneta.Money;

/**
 * Money before it is rounded.
 *
 * @param value any fraction of the currency's unit
 * @param currency ISO 4217
 */
public record Exact(Ratio value, String currency) {

    public static Exact zero(String currency) {
        return new Exact(Ratio.ZERO, currency);
    }

    public static Exact of(BigDecimal value, String currency) {
        return new Exact(Ratio.of(value), currency);
    }

    public boolean isZero() {
        return value.equals(Ratio.ZERO);
    }

    /** @throws IllegalArgumentException if the currencies differ */
    public Exact plus(Exact other) {
        return new Exact(value.plus(same(other).value), currency);
    }

    /** @throws IllegalArgumentException if the currencies differ */
    public Exact minus(Exact other) {
        return new Exact(value.minus(same(other).value), currency);
    }

    public Exact times(Ratio factor) {
        return new Exact(value.times(factor), currency);
    }

    /** The smaller of the two; never below zero. */
    public Exact atMost(Exact limit) {
        Ratio bound = same(limit).value.compareTo(Ratio.ZERO) < 0 ? Ratio.ZERO : limit.value;
        return value.compareTo(bound) > 0 ? new Exact(bound, currency) : this;
    }

    public boolean isBelow(Exact other) {
        return value.compareTo(same(other).value) < 0;
    }

    /** Rounded half up to the currency's digits: the one rounding of a credit. */
    public MonetaryAmount rounded() {
        CurrencyUnit unit = Monetary.getCurrency(currency);
        return Money.of(value.toDecimal(unit.getDefaultFractionDigits(), RoundingMode.HALF_UP), unit);
    }

    private Exact same(Exact other) {
        if (!other.currency.equals(currency)) {
            throw new IllegalArgumentException(
                    "amounts of different currencies do not mix: " + currency + " and " + other.currency);
        }
        return other;
    }
}
