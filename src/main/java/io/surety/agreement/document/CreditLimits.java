package io.surety.agreement.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.surety.calendar.Span;
import io.surety.shared.Ratio;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * @param perMonth most credit as a share of the month's charges
 * @param perYear most credit as a share of the contract year's charges
 * @param minimum below it nothing is owed
 */
public record CreditLimits(
        @Nullable Ratio perMonth,
        @Nullable Ratio perYear,
        @Nullable BigDecimal minimum,
        @Nullable Claim claim,
        boolean soleRemedy,
        Stacking stacking) {

    /** @param needed whether a credit lapses unless the customer claims it {@code within} after it is final */
    public record Claim(Span within, boolean needed) {}

    /** How credits of one agreement and month add up. */
    public enum Stacking {
        @JsonProperty("sum")
        SUM,
        @JsonProperty("max")
        MAX
    }
}
