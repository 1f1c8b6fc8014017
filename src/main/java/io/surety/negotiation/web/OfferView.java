package io.surety.negotiation.web;

import io.surety.negotiation.Offer;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One offer of the tree. */
record OfferView(
        UUID id,
        int number,
        @Nullable UUID counterTo,
        String from,
        String madeBy,
        String hash,
        Instant madeAt,
        Instant expiresAt,
        String state,
        String wsagState) {

    static OfferView of(Offer offer) {
        return new OfferView(
                offer.id(),
                offer.number(),
                offer.counterTo(),
                offer.from().name().toLowerCase(Locale.ROOT),
                offer.madeBy().value(),
                offer.hash().hex(),
                offer.madeAt(),
                offer.expiresAt(),
                offer.state().name(),
                offer.state().wsag());
    }
}
