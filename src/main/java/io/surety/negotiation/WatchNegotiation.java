package io.surety.negotiation;

import io.surety.agreement.Agreements;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.party.PersonId;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Looks at negotiations: what they wait for, what has run out, and who may do what next. */
@Service
@Transactional
public class WatchNegotiation {

    private static final Actor SYSTEM = Actor.inTask(PersonId.SYSTEM);

    private final Agreements agreements;
    private final NegotiationRows rows;
    private final NegotiationActs acts;
    private final Consents consents;
    private final TimeSource time;

    WatchNegotiation(
            Agreements agreements, NegotiationRows rows, NegotiationActs acts, Consents consents, TimeSource time) {
        this.agreements = agreements;
        this.rows = rows;
        this.acts = acts;
        this.consents = consents;
        this.time = time;
    }

    /** What the negotiation waits for, under its lock; what has run out by now lapses first. */
    public NegotiationStanding look(VersionRef ref) {
        Instant now = time.now();
        Negotiation negotiation = acts.open(ref, now);
        if (isOver(negotiation, now)) {
            lapse(negotiation, "nobody answered in time", now);
            return NegotiationStanding.LAPSED;
        }
        return standing(negotiation);
    }

    private boolean isOver(Negotiation negotiation, Instant now) {
        boolean running =
                negotiation.state() == NegotiationState.OPEN || negotiation.state() == NegotiationState.ACCEPTED;
        return running
                && negotiation.runsOutAt().filter(end -> !now.isBefore(end)).isPresent();
    }

    private void lapse(Negotiation negotiation, String reason, Instant now) {
        Optional<Offer> open = negotiation.openHead();
        open.ifPresent(head -> rows.setState(head, OfferState.LAPSED));
        acts.count(negotiation, NegotiationState.LAPSED, negotiation.head());
        agreements.move(negotiation.version(), VersionState.LAPSED, PersonId.SYSTEM, reason);
        acts.publish(negotiation, ActKind.LAPSE, negotiation.head(), SYSTEM, reason, now);
    }

    private static NegotiationStanding standing(Negotiation negotiation) {
        return switch (negotiation.state()) {
            case OPEN ->
                negotiation.openHead().isPresent()
                        ? NegotiationStanding.ANSWER_WANTED
                        : NegotiationStanding.OFFER_WANTED;
            case ACCEPTED -> NegotiationStanding.CONSENT_WANTED;
            case AGREED -> NegotiationStanding.AGREED;
            case REJECTED -> NegotiationStanding.REJECTED;
            case LAPSED -> NegotiationStanding.LAPSED;
            case CANCELLED -> NegotiationStanding.CANCELLED;
        };
    }

    /**
     * Gives up a draft that has never been offered; the caller answers for who may do that.
     *
     * @throws Refusal {@code state-conflict} if it has been offered
     */
    public void cancel(VersionRef ref, PersonId by, String reason) {
        Instant now = time.now();
        Negotiation negotiation = acts.open(ref, now);
        if (agreements.get(ref).state() != VersionState.DRAFT) {
            throw Refusal.conflict("state-conflict", ref + " has been offered; an offer is withdrawn or rejected");
        }
        acts.count(negotiation, NegotiationState.CANCELLED, null);
        agreements.move(ref, VersionState.CANCELLED, by, reason);
        acts.publish(negotiation, ActKind.CANCEL, null, Actor.overRest(by), reason, now);
    }

    /** Ends what is left of a negotiation because its version is overtaken; one that is agreed stays so. */
    public void overtake(VersionRef ref, String reason) {
        Instant now = time.now();
        Negotiation negotiation = acts.open(ref, now);
        VersionState state = agreements.get(ref).state();
        if (state == VersionState.DRAFT) {
            acts.count(negotiation, NegotiationState.CANCELLED, null);
            agreements.move(ref, VersionState.CANCELLED, PersonId.SYSTEM, reason);
            acts.publish(negotiation, ActKind.CANCEL, null, SYSTEM, reason, now);
        } else if (state == VersionState.NEGOTIATING) {
            lapse(negotiation, reason, now);
        }
    }

    /** The negotiation, if it has begun. */
    @Transactional(readOnly = true)
    public Optional<Negotiation> find(VersionRef ref) {
        return rows.find(ref);
    }

    /** All offers of a version, in the order in which they were made: a tree by {@code counterTo}. */
    @Transactional(readOnly = true)
    public List<Offer> offers(VersionRef ref) {
        return rows.offers(ref);
    }

    /** The third parties whose consent to the head is missing. */
    @Transactional(readOnly = true)
    public List<String> missingConsents(VersionRef ref) {
        return rows.find(ref)
                .map(Negotiation::head)
                .map(head -> consents.missing(ref, head.hash()))
                .orElse(List.of());
    }

    /** What the head lays on a third party, in words. */
    @Transactional(readOnly = true)
    public Duties duties(VersionRef ref, String thirdParty) {
        Offer head = rows.find(ref)
                .map(Negotiation::head)
                .orElseThrow(() -> Refusal.conflict("head-moved", "no offer of " + ref + " is open"));
        SubDocuments.SubDocument found = consents.needed(head.hash()).get(thirdParty);
        return found == null ? new Duties(head, List.of(), List.of()) : new Duties(head, found.duties(), found.terms());
    }

    /** @param terms ids of the terms that the third party is part of */
    public record Duties(Offer head, List<String> duties, List<String> terms) {}
}
