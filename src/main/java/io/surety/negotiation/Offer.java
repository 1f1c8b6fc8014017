package io.surety.negotiation;

import io.surety.party.PersonId;
import io.surety.shared.ContentHash;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A content that one side proposes to the other. It binds nobody until it is accepted.
 *
 * @param number from 1, in the order in which the offers of the version were made
 * @param counterTo the earlier offer that it is based on; null for a first one
 * @param hash of the document that is offered
 * @param expiresAt the first instant at which it can no longer be accepted
 */
public record Offer(
        UUID id,
        int number,
        @Nullable UUID counterTo,
        Side from,
        PersonId madeBy,
        ContentHash hash,
        Instant madeAt,
        Instant expiresAt,
        OfferState state) {

    /** Whether it can be answered at an instant: strictly before it expires. */
    boolean answerableAt(Instant instant) {
        return state == OfferState.OPEN && instant.isBefore(expiresAt);
    }
}
