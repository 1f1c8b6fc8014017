package io.surety.agreement.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.surety.calendar.Span;
import io.surety.shared.Ratio;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom to tell when, tier by tier.
 *
 * @param groupBy what makes two breaches one escalation: of agreement, term, target, subject, service, party
 * @param maxAge a breach that became known later than this after it happened tells nobody
 */
public record EscalationPolicy(String id, List<String> groupBy, Span maxAge, @Nullable Quiet quiet, List<Tier> tiers) {

    /** @param except severities that are told even while the calendar is closed */
    public record Quiet(String calendar, List<String> except) {}

    /**
     * @param ackWithin how long the tier has to acknowledge
     * @param ackLasts how long an acknowledgement lasts
     */
    public record Tier(
            At at,
            List<Receiver> tell,
            List<Channel> by,
            @Nullable Span ackWithin,
            Span ackLasts,
            @Nullable Repeat repeat) {}

    /**
     * When a tier fires; exactly one is set.
     *
     * @param before so much open time before the deadline, walked on the target's calendar; {@code PT…}
     * @param violation from the n-th violation of the term in a contract year on
     * @param burn while the error budget burns faster than this
     */
    public record At(
            @Nullable Ratio elapsed,
            @Nullable Span before,
            @Nullable Boolean breach,
            @Nullable Span unacknowledged,
            @Nullable Integer violation,
            @Nullable Burn burn) {

        /** Whether it is reached by a clock on its way to its target. */
        public boolean isOfClocks() {
            return elapsed != null || before != null || breach != null;
        }
    }

    /**
     * A burn tier (SRE): the burn rate exceeds the factor, strictly, in both windows that end now.
     *
     * @param factor how many times faster than the budget lasts for its period
     * @param longWindow {@code PT…} in whole minutes, or days
     * @param shortWindow the same, shorter
     */
    public record Burn(
            BigDecimal factor, @JsonProperty("long") Span longWindow, @JsonProperty("short") Span shortWindow) {

        /** The same rule has the same text: {@code 14.4 PT1H PT5M}. */
        public String text() {
            return factor.stripTrailingZeros().toPlainString() + " " + longWindow.text() + " " + shortWindow.text();
        }
    }

    /** Exactly one is set. */
    public record Receiver(@Nullable String role, @Nullable String rota) {}

    public enum Channel {
        @JsonProperty("mail")
        MAIL,
        @JsonProperty("webhook")
        WEBHOOK
    }

    public record Repeat(Span every, int times) {}
}
