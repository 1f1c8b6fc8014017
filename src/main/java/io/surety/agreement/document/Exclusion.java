package io.surety.agreement.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.surety.calendar.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cause that takes time out of judgement.
 *
 * @param cause {@code agreed-maintenance}, {@code customer}, {@code force-majeure} or one of the parties' own
 * @param announce how long before its start it must have been announced; null needs no announcement
 * @param cap most open time of excluded windows {@code per} period
 * @param terms ids of the terms it applies to; empty is all
 */
public record Exclusion(
        String id,
        String cause,
        Effect effect,
        @Nullable Span announce,
        @Nullable Span cap,
        @Nullable Per per,
        List<String> terms,
        DecidedBy decidedBy) {

    /** {@code EXCLUDE}: the time leaves the denominator; {@code EXCUSE}: it stays and is not bad. */
    public enum Effect {
        @JsonProperty("exclude")
        EXCLUDE,
        @JsonProperty("excuse")
        EXCUSE
    }

    /** Who must confirm that the cause applies. */
    public enum DecidedBy {
        @JsonProperty("provider")
        PROVIDER,
        @JsonProperty("customer")
        CUSTOMER,
        @JsonProperty("both")
        BOTH
    }
}
