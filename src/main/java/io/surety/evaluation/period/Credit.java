package io.surety.evaluation.period;

import io.surety.agreement.VersionRef;
import io.surety.shared.Interval;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a violated verdict owes, and how far it has come.
 *
 * @param amount owed by the latest verdict, rounded to the currency's digits
 * @param working how it was worked out, as JSON: base, percent, exact, stacked, afterMonthCap, afterYearCap
 * @param claimUntil present while the customer may claim it
 */
public record Credit(
        UUID id,
        UUID verdict,
        VersionRef version,
        String term,
        Optional<String> target,
        Interval period,
        String currency,
        BigDecimal amount,
        String working,
        State state,
        Optional<Instant> claimUntil,
        Instant proposedAt) {

    /** How far a credit has come. */
    public enum State {
        /** The verdict is not final. */
        PROPOSED,
        /** It may still be earned back. */
        HELD,
        /** A person decides. */
        IN_DECISION,
        /** It lapses unless the customer claims it. */
        CLAIMABLE,
        /** A credit note was issued. */
        ISSUED,
        /** Not claimed in time. */
        LAPSED,
        /** The verdict is not violated after all, or it was earned back. */
        CANCELLED,
        /** A person decided against it. */
        REFUSED;

        /** Whether the amount still follows the verdict. */
        boolean isOpen() {
            return this == PROPOSED || this == HELD || this == CLAIMABLE || this == CANCELLED;
        }
    }
}
