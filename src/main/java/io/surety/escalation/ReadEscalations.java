package io.surety.escalation;

import io.surety.agreement.Agreements;
import io.surety.agreement.document.AgreementDocument;
import io.surety.party.Caller;
import io.surety.party.Parties;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Escalations as people may see them: of their own organisation's agreements, and those they were told of. */
@Service
public class ReadEscalations {

    private static final int MOST = 500;
    private static final int SUBJECTS_SHOWN = 100;

    /** How late a tier may be before it counts as missed: a busy job executor is no missed call. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final Escalations escalations;
    private final Subjects subjects;
    private final Chronicle chronicle;
    private final Policies policies;
    private final Agreements agreements;
    private final Parties parties;

    ReadEscalations(
            Escalations escalations,
            Subjects subjects,
            Chronicle chronicle,
            Policies policies,
            Agreements agreements,
            Parties parties) {
        this.escalations = escalations;
        this.subjects = subjects;
        this.chronicle = chronicle;
        this.policies = policies;
        this.agreements = agreements;
        this.parties = parties;
    }

    /** Newest first, at most 500. @param states null for all */
    public List<Escalation> visibleTo(Caller caller, @Nullable List<EscalationState> states) {
        return caller.administrator()
                ? escalations.list(states, MOST)
                : escalations.listFor(caller.person(), caller.organisations(), states, MOST);
    }

    /** @throws Refusal {@code not-found}, whether there is none or it is not the caller's to see */
    public EscalationDetails visible(EscalationId id, Caller caller) {
        Escalation escalation = escalations.find(id).orElseThrow(() -> Refusal.notFound("escalation " + id));
        boolean wasTold = chronicle.toldPeople(id).contains(caller.person());
        if (!wasTold && !AnswerEscalation.concerns(escalation, caller)) {
            throw Refusal.notFound("escalation " + id);
        }
        boolean own = wasTold || caller.sees(Set.of(escalation.obligated()));
        return details(escalation, own);
    }

    /** For those who act on it. */
    public EscalationDetails details(EscalationId id) {
        return details(escalations.find(id).orElseThrow(() -> Refusal.notFound("escalation " + id)), true);
    }

    /** Of an agreement, by when they were opened. */
    public List<Escalation> of(String agreement, Interval opened) {
        return escalations.ofAgreement(agreement, opened.from(), opened.to());
    }

    /** Who has been told so far, in the order in which they were. */
    public List<PersonId> told(EscalationId id) {
        return chronicle.toldPeople(id);
    }

    /** When its timer is to wake it. */
    public Instant nextDue(EscalationId id) {
        return escalations.find(id).map(Escalation::nextDueAt).orElseThrow(() -> Refusal.notFound("escalation " + id));
    }

    /** By when somebody is to acknowledge: the length of the highest tier told, from when it was told. */
    public Optional<Instant> acknowledgeBy(EscalationId id) {
        return escalations.find(id).flatMap(this::acknowledgeBy);
    }

    private Optional<Instant> acknowledgeBy(Escalation escalation) {
        FrozenPolicy policy = policies.of(escalation);
        return policies.ladder(escalation, policy).progress().stream()
                .filter(t -> t.firedAt().isPresent() && !t.skipped())
                .reduce((lower, higher) -> higher)
                .flatMap(tier -> {
                    var within = policy.tiers().get(tier.tier()).ackWithin();
                    return within == null
                            ? Optional.empty()
                            : tier.firedAt().map(at -> policies.moments(escalation, policy)
                                    .after(at, within));
                });
    }

    /** A tier, repeat or digest that was due and has not been done, with the instant at which it should have been. */
    public record Missed(EscalationId escalation, String agreement, String what, Instant dueAt) {}

    /**
     * The audit: recomputes from what is recorded what should have been told more than a minute ago. It finds whatever
     * a lost timer, an incident or a stopped job executor left undone.
     */
    public List<Missed> missed(Instant now) {
        return escalations.list(List.of(EscalationState.OPEN, EscalationState.ACKNOWLEDGED), Integer.MAX_VALUE).stream()
                .flatMap(e -> policies.ladder(e, policies.of(e)).dueBy(now.minus(GRACE)).stream()
                        .map(step -> new Missed(e.id(), e.version().agreement(), step.toString(), step.dueAt())))
                .toList();
    }

    private EscalationDetails details(Escalation escalation, boolean own) {
        AgreementDocument document = agreements.get(escalation.version()).document();
        EscalationId id = escalation.id();
        return new EscalationDetails(
                escalation,
                document.metadata().title(),
                document.spec().period().zone().getId(),
                subjects.of(id, SUBJECTS_SHOWN),
                subjects.tally(id).all(),
                own ? chronicle.tellings(id).stream().map(this::told).toList() : List.of(),
                own ? chronicle.of(id).stream().map(ReadEscalations::event).toList() : List.of());
    }

    private EscalationDetails.Told told(Telling telling) {
        return new EscalationDetails.Told(
                telling.person(),
                name(telling.person()),
                telling.insteadOf().map(this::name),
                telling.round(),
                telling.tier() + 1,
                telling.repetition(),
                telling.channel().name().toLowerCase(java.util.Locale.ROOT),
                telling.dueAt(),
                telling.toldAt());
    }

    private static EscalationDetails.Event event(Chronicle.Entry entry) {
        return new EscalationDetails.Event(entry.at(), entry.what(), entry.person(), entry.detail());
    }

    private String name(PersonId person) {
        return parties.person(person).map(Person::name).orElse(person.value());
    }
}
