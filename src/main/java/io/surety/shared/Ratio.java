package io.surety.shared;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An exact fraction, so that 99.951 % is never taken for 100 % by a rounding on the way.
 *
 * @param numerator any integer
 * @param denominator positive; the fraction is in lowest terms
 */
public record Ratio(BigInteger numerator, BigInteger denominator) implements Comparable<Ratio> {

    public static final Ratio ZERO = of(0, 1);
    public static final Ratio ONE = of(1, 1);

    /** @throws IllegalArgumentException if {@code denominator} is not positive */
    public Ratio {
        if (denominator.signum() <= 0) {
            throw new IllegalArgumentException("the denominator of a ratio is positive: " + denominator);
        }
        // Most are whole, and looking for a common divisor is most of what arithmetic costs.
        BigInteger divisor = denominator.equals(BigInteger.ONE) ? BigInteger.ONE : numerator.gcd(denominator);
        if (!divisor.equals(BigInteger.ONE)) {
            numerator = numerator.divide(divisor);
            denominator = denominator.divide(divisor);
        }
    }

    public static Ratio of(long numerator, long denominator) {
        return new Ratio(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    /** The exact value of a decimal: 0.999 is 999/1000. */
    public static Ratio of(BigDecimal value) {
        return value.scale() > 0
                ? new Ratio(value.unscaledValue(), BigInteger.TEN.pow(value.scale()))
                : new Ratio(value.toBigIntegerExact(), BigInteger.ONE);
    }

    /**
     * Reads {@code 99.9%}.
     *
     * @throws IllegalArgumentException if the text is no decimal number followed by a percent sign
     */
    public static Ratio parsePercent(String text) {
        if (!text.endsWith("%")) {
            throw new IllegalArgumentException("a percentage ends with %: " + text);
        }
        return of(new BigDecimal(text.substring(0, text.length() - 1))).dividedBy(of(100, 1));
    }

    public Ratio plus(Ratio other) {
        if (denominator.equals(other.denominator)) {
            return new Ratio(numerator.add(other.numerator), denominator);
        }
        return new Ratio(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    public Ratio minus(Ratio other) {
        return plus(new Ratio(other.numerator.negate(), other.denominator));
    }

    public Ratio times(Ratio other) {
        return new Ratio(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** @throws ArithmeticException if {@code other} is zero */
    public Ratio dividedBy(Ratio other) {
        if (other.numerator.signum() == 0) {
            throw new ArithmeticException("a ratio is not divided by zero");
        }
        BigInteger over = numerator.multiply(other.denominator);
        BigInteger under = denominator.multiply(other.numerator);
        return under.signum() < 0 ? new Ratio(over.negate(), under.negate()) : new Ratio(over, under);
    }

    /** The value as a decimal of {@code scale} digits, for storage and display only. */
    public BigDecimal toDecimal(int scale, RoundingMode mode) {
        return new BigDecimal(numerator).divide(new BigDecimal(denominator), scale, mode);
    }

    /** For people: {@code 99.883612 %}, rounded down so that nothing short of a target looks like it. */
    public String toPercentText(int digits) {
        return times(of(100, 1)).toDecimal(digits, RoundingMode.FLOOR).toPlainString() + " %";
    }

    @Override
    public int compareTo(Ratio other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    @Override
    public String toString() {
        return numerator + "/" + denominator;
    }
}
