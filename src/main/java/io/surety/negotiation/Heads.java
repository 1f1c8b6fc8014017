package io.surety.negotiation;

import io.surety.shared.ContentHash;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Whether an act speaks of the head, and what it is told if it does not. */
final class Heads {

    private Heads() {}

    /** The head, if it is open, has the hash that the act names, and can still be answered. */
    static Offer open(Negotiation negotiation, ContentHash named, Instant at) {
        Offer head = current(negotiation, named);
        if (head.state() != OfferState.OPEN) {
            throw moved(negotiation);
        }
        if (!head.answerableAt(at)) {
            throw expired(head);
        }
        return head;
    }

    /** The same for an act that names the offer too. */
    static Offer open(Negotiation negotiation, UUID offer, ContentHash named, Instant at) {
        Offer head = negotiation.head();
        if (head == null || !head.id().equals(offer)) {
            throw moved(negotiation);
        }
        return open(negotiation, named, at);
    }

    /** The head, open or accepted, if it has the hash that the act names. */
    static Offer current(Negotiation negotiation, ContentHash named) {
        Offer head = negotiation.head();
        boolean running =
                negotiation.state() == NegotiationState.OPEN || negotiation.state() == NegotiationState.ACCEPTED;
        if (head == null || !running || !head.hash().equals(named)) {
            throw moved(negotiation);
        }
        return head;
    }

    /** What an act is told that names something else than the head: with the head, so that it can be named. */
    static Refusal moved(Negotiation negotiation) {
        List<Diagnostic> present = new ArrayList<>();
        present.add(new Diagnostic(
                "/negotiation", "negotiation-state", negotiation.state().name()));
        Offer head = negotiation.head();
        if (head != null) {
            present.add(new Diagnostic("/head", "current-head", head.hash().hex()));
            present.add(new Diagnostic("/offer", "current-offer", head.id().toString()));
            present.add(new Diagnostic(
                    "/offer/state", "current-offer-state", head.state().name()));
        }
        return new Refusal(
                Refusal.Kind.CONFLICT,
                "head-moved",
                head == null
                        ? "no offer of " + negotiation.version() + " is open"
                        : "the head of " + negotiation.version() + " is offer " + head.number() + ", " + head.state()
                                + ", with hash " + head.hash(),
                present);
    }

    static Refusal expired(Offer offer) {
        return Refusal.conflict(
                "offer-expired", "offer " + offer.number() + " could be answered until before " + offer.expiresAt());
    }
}
