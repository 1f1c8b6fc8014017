package io.surety.negotiation;

import io.surety.agreement.Agreements;
import io.surety.agreement.ParsedDocument;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.party.OrganisationId;
import io.surety.shared.ContentHash;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The acts of a negotiation (WS-Agreement Negotiation, GFD.193, with states of our own).
 *
 * <p>Each names the head's hash and is judged at the instant at which the server took it, under the lock of the
 * negotiation's row. An act that names another head changes nothing and is refused with the present one.
 */
@Service
@Transactional
public class Negotiate {

    /** From the first offer; a field of the negotiation. */
    static final Duration LONGEST = Duration.ofDays(60);

    private final Agreements agreements;
    private final NegotiationRows rows;
    private final NegotiationActs acts;
    private final Representatives representatives;
    private final Consents consents;
    private final AcceptanceRules rules;
    private final TimeSource time;

    Negotiate(
            Agreements agreements,
            NegotiationRows rows,
            NegotiationActs acts,
            Representatives representatives,
            Consents consents,
            AcceptanceRules rules,
            TimeSource time) {
        this.agreements = agreements;
        this.rows = rows;
        this.acts = acts;
        this.representatives = representatives;
        this.consents = consents;
        this.rules = rules;
        this.time = time;
    }

    /**
     * Offers the present content of a version: its first offer, or the next one after a withdrawal or a change that was
     * asked for in approval.
     *
     * @throws Refusal {@code head-moved} if an offer is open already
     */
    public Offer offer(VersionRef ref, Instant expiresAt, Actor actor) {
        Instant takenAt = time.now();
        Negotiation negotiation = acts.open(ref, takenAt);
        if (negotiation.head() != null) {
            throw Heads.moved(negotiation);
        }
        Version version = agreements.get(ref);
        Side from = anySide(version, actor, takenAt);
        acts.withinBounds(negotiation, expiresAt, takenAt);
        agreements.move(ref, VersionState.NEGOTIATING, actor.person(), "offered");
        Offer made = acts.make(negotiation, null, from, version.hash(), expiresAt, actor, takenAt);
        acts.publish(negotiation, ActKind.OFFER, made, actor, "", takenAt);
        return made;
    }

    /**
     * Answers the head by another offer, or betters one's own.
     *
     * @param counterTo the earlier offer that the document is based on; the head if null
     * @throws Refusal {@code head-moved}, {@code offer-expired}, {@code rounds-exhausted}, {@code expiry-out-of-bounds}
     */
    public Offer counter(
            VersionRef ref,
            ContentHash head,
            @Nullable UUID counterTo,
            ParsedDocument document,
            Instant expiresAt,
            Actor actor) {
        Instant takenAt = time.now();
        Negotiation negotiation = acts.open(ref, takenAt);
        Offer open = Heads.open(negotiation, head, takenAt);
        Version version = agreements.get(ref);
        Set<Side> sides = sides(version, actor, takenAt);
        Side from = sides.contains(open.from().other()) ? open.from().other() : open.from();
        UUID base = counterTo == null ? open.id() : acts.known(ref, counterTo).id();
        acts.withinBounds(negotiation, expiresAt, takenAt);
        rules.mayBeOffered(document);
        rows.setState(open, from == open.from() ? OfferState.WITHDRAWN : OfferState.COUNTERED);
        agreements.replaceContent(ref, document, actor.person());
        Offer made = acts.make(negotiation, base, from, document.hash(), expiresAt, actor, takenAt);
        acts.publish(negotiation, ActKind.COUNTER, made, actor, "", takenAt);
        return made;
    }

    /**
     * Accepts the head: it comes from the other side, strictly before the offer expires, and its document satisfies
     * every constraint of its template.
     *
     * @return where the negotiation stands then: agreed, or waiting for consents
     */
    public Negotiation accept(VersionRef ref, UUID offer, ContentHash head, Actor actor) {
        Instant takenAt = time.now();
        Negotiation negotiation = acts.open(ref, takenAt);
        Offer open = Heads.open(negotiation, offer, head, takenAt);
        Version version = agreements.get(ref);
        if (!sides(version, actor, takenAt).contains(open.from().other())
                || open.madeBy().equals(actor.person())) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN, "not-the-other-side", "an offer is accepted by the side it was made to");
        }
        rules.check(version, open);
        rows.setState(open, OfferState.ACCEPTED);
        Negotiation accepted = acts.count(negotiation, NegotiationState.ACCEPTED, open);
        Negotiation settled = acts.agreeIfAllConsent(accepted, actor);
        acts.publish(negotiation, ActKind.ACCEPT, open, actor, "", takenAt);
        return settled;
    }

    /** Ends the negotiation: the other side does not want the offer, nor makes one of its own. */
    public void reject(VersionRef ref, UUID offer, ContentHash head, String reason, Actor actor) {
        Instant takenAt = time.now();
        Negotiation negotiation = acts.open(ref, takenAt);
        Offer open = Heads.open(negotiation, offer, head, takenAt);
        if (!sides(agreements.get(ref), actor, takenAt).contains(open.from().other())) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN, "not-the-other-side", "one's own offer is withdrawn, not rejected");
        }
        rows.setState(open, OfferState.REJECTED);
        acts.count(negotiation, NegotiationState.REJECTED, open);
        agreements.move(ref, VersionState.REJECTED, actor.person(), reason);
        acts.publish(negotiation, ActKind.REJECT, open, actor, reason, takenAt);
    }

    /** Takes one's own offer back; the negotiation stays open for another one. */
    public void withdraw(VersionRef ref, UUID offer, ContentHash head, Actor actor) {
        Instant takenAt = time.now();
        Negotiation negotiation = acts.open(ref, takenAt);
        Offer open = Heads.open(negotiation, offer, head, takenAt);
        if (!sides(agreements.get(ref), actor, takenAt).contains(open.from())) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN, "not-own-offer", "an offer is withdrawn by the side that made it");
        }
        rows.setState(open, OfferState.WITHDRAWN);
        acts.count(negotiation, NegotiationState.OPEN, null);
        acts.publish(negotiation, ActKind.WITHDRAW, open, actor, "", takenAt);
    }

    /**
     * A third party consents to what the head lays on it. Saying so twice changes nothing.
     *
     * @throws Refusal {@code no-consent-needed} if the document lays no duty on it; {@code negotiation-over} at the end
     *     of the negotiation and after it, whether the process has seen it or not
     */
    public Negotiation consent(VersionRef ref, String thirdParty, ContentHash head, Actor actor) {
        Instant takenAt = time.now();
        Negotiation negotiation = acts.open(ref, takenAt);
        SubDocuments.SubDocument duties = duties(negotiation, thirdParty, head, actor, takenAt);
        if (rows.hasConsented(ref, thirdParty, duties.hash())) {
            return negotiation;
        }
        rows.consent(ref, thirdParty, duties.hash(), actor.person(), takenAt);
        Negotiation counted = acts.count(negotiation, negotiation.state(), negotiation.head());
        Negotiation settled = acts.agreeIfAllConsent(counted, actor);
        acts.publish(negotiation, ActKind.CONSENT, negotiation.head(), thirdParty, actor, "", takenAt);
        return settled;
    }

    /** A third party refuses its duties; the negotiation ends, because without it nothing can be agreed. */
    public void refuse(VersionRef ref, String thirdParty, ContentHash head, String reason, Actor actor) {
        Instant takenAt = time.now();
        Negotiation negotiation = acts.open(ref, takenAt);
        duties(negotiation, thirdParty, head, actor, takenAt);
        Offer refused = Heads.current(negotiation, head);
        if (refused.state() == OfferState.OPEN) {
            rows.setState(refused, OfferState.REJECTED);
        }
        acts.count(negotiation, NegotiationState.REJECTED, refused);
        agreements.move(ref, VersionState.REJECTED, actor.person(), thirdParty + " refuses its duties: " + reason);
        acts.publish(negotiation, ActKind.REFUSE, refused, thirdParty, actor, reason, takenAt);
    }

    private SubDocuments.SubDocument duties(
            Negotiation negotiation, String thirdParty, ContentHash head, Actor actor, Instant at) {
        Offer offer = Heads.current(negotiation, head);
        if (offer.state() == OfferState.OPEN && !offer.answerableAt(at)) {
            throw Heads.expired(offer);
        }
        if (negotiation.isOverAt(at)) {
            throw Refusal.conflict(
                    "negotiation-over", negotiation.version() + " was negotiated until " + negotiation.endsAt());
        }
        SubDocuments.SubDocument duties = consents.needed(offer.hash()).get(thirdParty);
        if (duties == null) {
            throw Refusal.conflict("no-consent-needed", "the offer lays no duty on " + thirdParty);
        }
        if (!representatives.speaksForThirdParty(actor.person(), new OrganisationId(thirdParty), at)) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN, "not-a-representative", "only a contact of " + thirdParty + " may do this");
        }
        return duties;
    }

    private Side anySide(Version version, Actor actor, Instant at) {
        return sides(version, actor, at).iterator().next();
    }

    private Set<Side> sides(Version version, Actor actor, Instant at) {
        Set<Side> sides =
                representatives.sidesOf(actor.person(), version.document().spec(), at);
        if (sides.isEmpty()) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN,
                    "not-a-representative",
                    "only the provider's service level manager and the customer's representative negotiate");
        }
        return sides;
    }
}
