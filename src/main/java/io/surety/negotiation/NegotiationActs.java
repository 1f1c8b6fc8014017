package io.surety.negotiation;

import io.surety.agreement.Agreements;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.negotiation.NegotiationRows.Act;
import io.surety.shared.ContentHash;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What the acts have in common: the lock, the bounds, the count, and the word about it. */
@Component
class NegotiationActs {

    private final Agreements agreements;
    private final NegotiationRows rows;
    private final Consents consents;
    private final ApplicationEventPublisher events;

    NegotiationActs(Agreements agreements, NegotiationRows rows, Consents consents, ApplicationEventPublisher events) {
        this.agreements = agreements;
        this.rows = rows;
        this.consents = consents;
        this.events = events;
    }

    /**
     * The negotiation, locked. One that was agreed opens anew if approval has sent the version back: with no head, all
     * its rounds, and its whole time.
     */
    Negotiation open(VersionRef version, Instant at) {
        Negotiation negotiation = rows.lock(version);
        if (negotiation.state() == NegotiationState.AGREED
                && agreements.get(version).state() == VersionState.NEGOTIATING) {
            Negotiation reopened = new Negotiation(
                    version,
                    NegotiationState.OPEN,
                    null,
                    negotiation.acts(),
                    0,
                    negotiation.maxRounds(),
                    at.plus(Negotiate.LONGEST));
            rows.save(reopened);
            return reopened;
        }
        return negotiation;
    }

    Offer known(VersionRef version, UUID offer) {
        return rows.offers(version).stream()
                .filter(o -> o.id().equals(offer))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("offer " + offer));
    }

    void withinBounds(Negotiation negotiation, Instant expiresAt, Instant at) {
        if (negotiation.state() != NegotiationState.OPEN) {
            throw Heads.moved(negotiation);
        }
        if (negotiation.rounds() >= negotiation.maxRounds()) {
            throw Refusal.conflict(
                    "rounds-exhausted",
                    "after " + negotiation.maxRounds() + " offers the last one is accepted, rejected, or lapses");
        }
        Instant latest = end(negotiation, at);
        if (!expiresAt.isAfter(at) || expiresAt.isAfter(latest)) {
            String bounds = "later than " + at + " and not later than " + latest;
            throw Refusal.invalid(
                    "expiry-out-of-bounds",
                    "an offer expires " + bounds,
                    List.of(new Diagnostic("/expiresAt", "expiry-out-of-bounds", bounds)));
        }
    }

    private static Instant end(Negotiation negotiation, Instant at) {
        Instant end = negotiation.endsAt();
        return end == null ? at.plus(Negotiate.LONGEST) : end;
    }

    /** Makes an offer and counts it; it is the head then. */
    Offer make(
            Negotiation negotiation,
            @Nullable UUID base,
            Side from,
            ContentHash hash,
            Instant expiresAt,
            Actor actor,
            Instant at) {
        VersionRef version = negotiation.version();
        int number = rows.offers(version).size() + 1;
        Offer offer =
                new Offer(UUID.randomUUID(), number, base, from, actor.person(), hash, at, expiresAt, OfferState.OPEN);
        rows.insert(version, offer);
        consents.voidOthers(version, hash);
        rows.save(new Negotiation(
                version,
                NegotiationState.OPEN,
                offer,
                negotiation.acts() + 1,
                negotiation.rounds() + 1,
                negotiation.maxRounds(),
                end(negotiation, at)));
        return offer;
    }

    /** Counts an act after which the negotiation has another state or head. */
    Negotiation count(Negotiation before, NegotiationState state, @Nullable Offer head) {
        Negotiation counted = new Negotiation(
                before.version(),
                state,
                head == null ? null : known(before.version(), head.id()),
                before.acts() + 1,
                before.rounds(),
                before.maxRounds(),
                before.endsAt());
        rows.save(counted);
        return counted;
    }

    /** Both sides and all third parties: that is an agreement. */
    Negotiation agreeIfAllConsent(Negotiation negotiation, Actor actor) {
        Offer head = negotiation.head();
        if (head == null
                || negotiation.state() != NegotiationState.ACCEPTED
                || !consents.missing(negotiation.version(), head.hash()).isEmpty()) {
            return negotiation;
        }
        Negotiation agreed = new Negotiation(
                negotiation.version(),
                NegotiationState.AGREED,
                head,
                negotiation.acts(),
                negotiation.rounds(),
                negotiation.maxRounds(),
                negotiation.endsAt());
        rows.save(agreed);
        agreements.move(negotiation.version(), VersionState.AGREED, actor.person(), "offer " + head.number());
        return agreed;
    }

    /** Keeps an act and tells of it, when all that follows from it is done: whoever listens looks at the rows. */
    void publish(Negotiation before, ActKind kind, @Nullable Offer offer, Actor actor, String reason, Instant at) {
        publish(before, kind, offer, null, actor, reason, at);
    }

    void publish(
            Negotiation before,
            ActKind kind,
            @Nullable Offer offer,
            @Nullable String thirdParty,
            Actor actor,
            String reason,
            Instant at) {
        int number = before.acts() + 1;
        rows.record(before.version(), new Act(number, kind, offer, actor.person(), thirdParty, reason, at));
        events.publishEvent(
                new NegotiationMoved(before.version(), number, kind, actor.person(), actor.inTask(), thirdParty, at));
    }
}
