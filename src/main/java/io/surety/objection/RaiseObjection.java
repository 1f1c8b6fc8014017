package io.surety.objection;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.document.Spec;
import io.surety.evaluation.period.FinalHolds;
import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import io.surety.party.Role;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes the objection of a party, and holds back FINAL for the term and period that it bears on. */
@Service
public class RaiseObjection {

    private final Agreements agreements;
    private final FindDisputed find;
    private final ObjectionTimes times;
    private final Objections objections;
    private final FinalHolds holds;
    private final TimeSource time;
    private final ApplicationEventPublisher events;

    RaiseObjection(
            Agreements agreements,
            FindDisputed find,
            ObjectionTimes times,
            Objections objections,
            FinalHolds holds,
            TimeSource time,
            ApplicationEventPublisher events) {
        this.agreements = agreements;
        this.find = find;
        this.times = times;
        this.objections = objections;
        this.holds = holds;
        this.time = time;
        this.events = events;
    }

    /**
     * What somebody objects to.
     *
     * @param id of the verdict or clock, or {@code source/id} of a recorded cause
     * @param term on which a cause bears; else not needed
     * @param at an instant of the pause; else not needed
     */
    public record What(Objection.About about, String id, @Nullable String term, @Nullable Instant at) {}

    /**
     * The sides object to all of it; a third party to a cause that names it, because verdicts are not its own.
     *
     * @throws Refusal {@code not-found}; {@code role-needed} if she speaks for no party that may; {@code nothing-to-object-to};
     *     {@code objection-too-late} once {@code objectWithin} after the report is over; {@code already-objected} while an
     *     objection of her side to the same is open
     */
    @Transactional
    public Objection raise(String agreement, What what, String reason, String evidence, Caller caller) {
        Version seen = agreements.visible(agreement, caller);
        boolean ofASide = caller.sees(seen.sides());
        if (!ofASide && what.about() != Objection.About.CAUSE) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN, "verdicts-of-the-sides", "only provider and customer object to verdicts");
        }
        Disputed disputed = disputed(agreement, what);
        Spec spec = disputed.version().document().spec();
        OrganisationId provider = new OrganisationId(spec.provider().id());
        OrganisationId customer = new OrganisationId(spec.customer().id());
        OrganisationId objector = ofASide ? side(provider, customer, caller) : named(disputed, caller);
        Instant now = time.now();
        refuseTooLate(disputed, now);
        Objection objection = new Objection(
                UUID.randomUUID(),
                disputed.version().ref(),
                disputed.term().id(),
                disputed.period(),
                what.about(),
                disputed.subject(),
                objector,
                objector.equals(provider) ? customer : provider,
                reason,
                evidence,
                Objection.State.ANSWER_DUE,
                caller.person(),
                now,
                Optional.empty());
        if (!objections.insert(objection)) {
            throw Refusal.conflict("already-objected", "an objection of " + objector + " to this is open");
        }
        holdBack(agreement, objection, now);
        events.publishEvent(new ObjectionRaised(objection.id()));
        return objection;
    }

    private Disputed disputed(String agreement, What what) {
        return switch (what.about()) {
            case VERDICT -> find.verdict(agreement, what.id());
            case BREACH -> find.breach(agreement, what.id());
            case PAUSE -> find.pause(agreement, what.id(), what.at());
            case CAUSE -> find.cause(agreement, what.id(), what.term());
        };
    }

    private void refuseTooLate(Disputed disputed, Instant now) {
        Optional<Instant> until = times.objectUntil(disputed);
        if (until.filter(end -> !now.isBefore(end)).isPresent()) {
            throw Refusal.conflict("objection-too-late", "one could object until " + until.orElseThrow());
        }
    }

    private void holdBack(String agreement, Objection objection, Instant now) {
        holds.hold(
                holdKey(objection.id()),
                agreement,
                objection.term(),
                objection.period().from(),
                now);
    }

    static String holdKey(UUID objection) {
        return "objection:" + objection;
    }

    private static OrganisationId named(Disputed disputed, Caller caller) {
        return disputed.named()
                .filter(party -> caller.organisations().contains(party) && caller.holds(Role.THIRD_PARTY_CONTACT))
                .orElseThrow(() -> new Refusal(
                        Refusal.Kind.FORBIDDEN, "role-needed", "a third party objects to a cause that names it"));
    }

    /** Where she speaks for both sides, as in a small organisation, she objects as the customer. */
    private static OrganisationId side(OrganisationId provider, OrganisationId customer, Caller caller) {
        if (caller.organisations().contains(customer) && caller.holds(Role.CUSTOMER_REPRESENTATIVE)) {
            return customer;
        }
        if (caller.organisations().contains(provider) && caller.holds(Role.SERVICE_LEVEL_MANAGER)) {
            return provider;
        }
        throw new Refusal(
                Refusal.Kind.FORBIDDEN,
                "role-needed",
                "the provider's service level manager and the customer's representative object");
    }
}
