package io.surety.negotiation.web;

import io.surety.negotiation.Negotiation;
import io.surety.negotiation.NegotiationState;
import io.surety.negotiation.Offer;
import io.surety.negotiation.WatchNegotiation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The negotiation of a version with the tree of its offers.
 *
 * @param head the hash that the next act names
 * @param missingConsents third parties that are still to consent to the head
 */
record NegotiationView(
        String version,
        String state,
        @Nullable String head,
        @Nullable UUID headOffer,
        int acts,
        int rounds,
        int maxRounds,
        @Nullable Instant endsAt,
        List<String> missingConsents,
        List<OfferView> offers) {

    static NegotiationView of(Negotiation negotiation, WatchNegotiation watch) {
        Offer head = negotiation.head();
        return new NegotiationView(
                negotiation.version().toString(),
                negotiation.state().name(),
                head == null ? null : head.hash().hex(),
                head == null ? null : head.id(),
                negotiation.acts(),
                negotiation.rounds(),
                negotiation.maxRounds(),
                negotiation.endsAt(),
                negotiation.state() == NegotiationState.OPEN || negotiation.state() == NegotiationState.ACCEPTED
                        ? watch.missingConsents(negotiation.version())
                        : List.of(),
                watch.offers(negotiation.version()).stream().map(OfferView::of).toList());
    }
}
