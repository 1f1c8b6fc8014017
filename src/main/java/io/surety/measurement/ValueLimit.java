package io.surety.measurement;

import java.math.BigDecimal;

/**
 * A bound within which values of a gauge are counted; a value at the bound is within.
 *
 * @param value equal numbers are equal limits, whatever their digits were
 */
public record ValueLimit(BigDecimal value, Side side) implements Comparable<ValueLimit> {

    /** On which side of the bound a value is within. */
    public enum Side {
        AT_MOST,
        AT_LEAST
    }

    public ValueLimit {
        value = plain(value);
    }

    public static ValueLimit atMost(BigDecimal value) {
        return new ValueLimit(value, Side.AT_MOST);
    }

    public static ValueLimit atLeast(BigDecimal value) {
        return new ValueLimit(value, Side.AT_LEAST);
    }

    /** Whether a value is within. */
    public boolean holds(BigDecimal measured) {
        int order = measured.compareTo(value);
        return side == Side.AT_MOST ? order <= 0 : order >= 0;
    }

    @Override
    public int compareTo(ValueLimit other) {
        int order = side.compareTo(other.side);
        return order != 0 ? order : value.compareTo(other.value);
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
