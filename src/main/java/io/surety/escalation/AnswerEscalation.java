package io.surety.escalation;

import io.surety.calendar.Span;
import io.surety.notification.Outbox;
import io.surety.party.Caller;
import io.surety.party.Parties;
import io.surety.party.PersonId;
import io.surety.party.Role;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Somebody takes an escalation on, or says that it is done. Of several who do so at once, one is the first. */
@Service
public class AnswerEscalation {

    private final Escalations escalations;
    private final Policies policies;
    private final Tiers tiers;
    private final Chronicle chronicle;
    private final TellPeople tell;
    private final CloseEscalation close;
    private final Outbox outbox;
    private final Parties parties;
    private final TimeSource time;

    AnswerEscalation(
            Escalations escalations,
            Policies policies,
            Tiers tiers,
            Chronicle chronicle,
            TellPeople tell,
            CloseEscalation close,
            Outbox outbox,
            Parties parties,
            TimeSource time) {
        this.escalations = escalations;
        this.policies = policies;
        this.tiers = tiers;
        this.chronicle = chronicle;
        this.tell = tell;
        this.close = close;
        this.outbox = outbox;
        this.parties = parties;
        this.time = time;
    }

    /**
     * Stops the ladder for as long as the tier's acknowledgement lasts, and the notices that wait.
     *
     * @param inTask the task of the process was completed, and the one to resolve follows it
     * @throws Refusal {@code already-acknowledged}, {@code escalation-closed}, or {@code not-told} for somebody whose
     *     escalation it is not
     */
    @Transactional
    public void acknowledge(EscalationId id, PersonId by, String note, boolean inTask) {
        Escalation escalation = locked(id, by);
        Instant now = time.now();
        escalation.acknowledgement().filter(a -> now.isBefore(a.until())).ifPresent(earlier -> {
            throw Refusal.conflict(
                    "already-acknowledged",
                    name(earlier.by()) + " acknowledged it at " + earlier.at() + ", until " + earlier.until());
        });
        FrozenPolicy policy = policies.of(escalation);
        int tier = tiers.of(id, escalation.round()).stream()
                .filter(t -> t.firedAt().isPresent() && !t.skipped())
                .mapToInt(TierProgress::tier)
                .max()
                .orElse(-1);
        Span lasts = policy.tiers().get(Math.max(tier, 0)).ackLasts();
        Instant until = policies.moments(escalation, policy).after(now, lasts);
        Escalation acknowledged = escalation.acknowledged(new Escalation.Acknowledgement(by, now, until, tier), inTask);
        // the timer is left where it is, never later than the end of the acknowledgement: see Policies.nextDue
        escalations.save(acknowledged);
        outbox.withdraw(TellPeople.keyOfTiers(id));
        chronicle.note(id, now, "acknowledged", by, note);
        tell.outcome(acknowledged, "escalation.acknowledged", by, note, now);
    }

    /**
     * Ends it, acknowledged or not.
     *
     * @throws Refusal {@code escalation-closed}, or {@code not-told}
     */
    @Transactional
    public void resolve(EscalationId id, PersonId by, String note) {
        Escalation escalation = locked(id, by);
        if (note.isBlank()) {
            throw Refusal.invalid("resolution-missing", "say what was done about it", List.of());
        }
        close.resolve(escalation, by, note, time.now());
    }

    /** Records what the owner decided about one that lapsed. */
    @Transactional
    public void followUp(EscalationId id, PersonId by, String note) {
        if (note.isBlank()) {
            throw Refusal.invalid("note-missing", "say how it goes on", List.of());
        }
        chronicle.note(id, time.now(), "followed up", by, note);
    }

    /** Whoever was told may act, and so may the owner of the service levels of the side that owes the term. */
    private Escalation locked(EscalationId id, PersonId by) {
        Escalation escalation = escalations.lock(id).orElseThrow(() -> Refusal.notFound("escalation " + id));
        Caller caller = parties.caller(by);
        boolean owner = caller.holds(Role.SERVICE_LEVEL_MANAGER)
                && caller.organisations().contains(escalation.obligated());
        if (!owner && !chronicle.toldPeople(id).contains(by)) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN,
                    "not-told",
                    "only who was told of it, or owns the service level, may do this");
        }
        escalation.closing().ifPresent(closing -> {
            throw Refusal.conflict("escalation-closed", name(closing.by()) + " closed it at " + closing.at());
        });
        return escalation;
    }

    private String name(PersonId person) {
        return parties.person(person).map(p -> p.name()).orElse(person.value());
    }

    /** Those whose escalation it is, apart from who was told. */
    static boolean concerns(Escalation escalation, Caller caller) {
        return caller.sees(Set.of(escalation.provider(), escalation.customer()));
    }
}
