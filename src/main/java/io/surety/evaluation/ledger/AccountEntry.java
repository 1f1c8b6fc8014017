package io.surety.evaluation.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.surety.shared.Ratio;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One input of an account.
 *
 * @param id what was taken: a clock's id, a counter bucket, a sample bucket, a lead; unique in its account
 * @param subject the same for people, such as {@code tickets/INC0000045}
 * @param at the instant by which it belongs to the period
 * @param why evidence of {@code BAD}, the source of {@code UNKNOWN}, the reason of {@code NOT_COUNTED}
 * @param weight not negative; 1 for a clock
 * @param ledger where its time ledger is read, as a path such as {@code /api/clocks/…/ledger}; null if it has none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccountEntry(
        String id,
        String subject,
        Instant at,
        AccountLabel label,
        @Nullable String why,
        Ratio weight,
        @Nullable String ledger) {

    /** @throws IllegalArgumentException if the weight is negative, or a label that needs a reason has none */
    public AccountEntry {
        if (weight.compareTo(Ratio.ZERO) < 0) {
            throw new IllegalArgumentException("a weight is not negative: " + weight);
        }
        if (label != AccountLabel.GOOD && why == null) {
            throw new IllegalArgumentException(label + " says why: " + id);
        }
    }
}
