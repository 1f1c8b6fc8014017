package io.surety.negotiation;

import io.surety.agreement.VersionRef;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one row of a version's negotiation. Whoever changes it holds its lock.
 *
 * @param head the offer that acts speak of: the only open one, or the accepted one; null before the first and after a
 *     withdrawal
 * @param acts how many acts there were; every act raises it
 * @param rounds how many offers were made since it was opened
 * @param maxRounds how many may be made
 * @param endsAt when it lapses for want of agreement; null before the first offer
 */
public record Negotiation(
        VersionRef version,
        NegotiationState state,
        @Nullable Offer head,
        int acts,
        int rounds,
        int maxRounds,
        @Nullable Instant endsAt) {

    /** How many offers one negotiation may have. */
    private static final int MOST_ROUNDS = 10;

    /** What there is before anybody has acted. */
    public static Negotiation notBegun(VersionRef version) {
        return new Negotiation(version, NegotiationState.OPEN, null, 0, 0, MOST_ROUNDS, null);
    }

    /** The offer that can be answered now. */
    public Optional<Offer> openHead() {
        return Optional.ofNullable(head).filter(h -> h.state() == OfferState.OPEN);
    }

    /** Whether its whole time is over: at its end it is. */
    boolean isOverAt(Instant instant) {
        return endsAt != null && !instant.isBefore(endsAt);
    }

    /** The first instant at which silence ends something; empty while nothing runs out. */
    public Optional<Instant> runsOutAt() {
        Instant end = endsAt;
        return openHead()
                .map(Offer::expiresAt)
                .map(expiry -> end != null && end.isBefore(expiry) ? end : expiry)
                .or(() -> Optional.ofNullable(end));
    }
}
