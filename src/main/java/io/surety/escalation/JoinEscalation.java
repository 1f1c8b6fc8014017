package io.surety.escalation;

import io.surety.agreement.document.AgreementDocument;
import io.surety.agreement.document.AgreementType;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.calendar.Span;
import io.surety.evaluation.ThresholdReached;
import io.surety.party.OrganisationId;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * A mark that a tier names was reached: opens an escalation, or joins the open one of its group. It runs in the
 * transaction that recorded the mark, so that there is no breach that nobody will be told of.
 */
@Component
class JoinEscalation {

    private static final long MINUTES_OF_A_BUSINESS_DAY = 480;

    private final Policies policies;
    private final Escalations escalations;
    private final Subjects subjects;
    private final Tiers tiers;
    private final Chronicle chronicle;
    private final DecideSeverity severity;
    private final EscalationProcess process;
    private final TimeSource time;

    JoinEscalation(
            Policies policies,
            Escalations escalations,
            Subjects subjects,
            Tiers tiers,
            Chronicle chronicle,
            DecideSeverity severity,
            EscalationProcess process,
            TimeSource time) {
        this.policies = policies;
        this.escalations = escalations;
        this.subjects = subjects;
        this.tiers = tiers;
        this.chronicle = chronicle;
        this.severity = severity;
        this.process = process;
        this.time = time;
    }

    @EventListener
    @Transactional
    public void on(ThresholdReached event) {
        if (event.retroactive()) {
            return; // recorded with the clock; what is long past calls nobody
        }
        policies.of(event).ifPresent(policy -> join(event, policy));
    }

    private void join(ThresholdReached event, FrozenPolicy policy) {
        Instant now = time.now();
        String group = groupKey(event, policy);
        Optional<Escalation> open = escalations.lockOpen(group);
        if (open.isEmpty() && policy.reachedBy(event).isEmpty()) {
            return; // a mark that no tier names
        }
        if (open.isEmpty()) {
            Escalation made = newEscalation(event, policy, now);
            if (escalations.open(made, group)) {
                begin(made, event, policy, now);
                return;
            }
            open = escalations.lockOpen(group); // another transaction was faster, and has committed
        }
        Escalation escalation = open.orElseThrow(
                () -> new IllegalStateException("the escalation of " + group + " was closed while a breach joined"));
        joinOpen(escalation, event, policies.of(escalation), now);
    }

    private void begin(Escalation made, ThresholdReached event, FrozenPolicy policy, Instant now) {
        subjects.join(made.id(), event, made.severity(), now);
        tiers.startRound(made.id(), 1, policy.tiers().size());
        reach(made, event, policy);
        chronicle.note(
                made.id(),
                now,
                "opened",
                null,
                event.item().key() + ", " + made.severity().word());
        process.start(made.id());
    }

    private void joinOpen(Escalation escalation, ThresholdReached event, FrozenPolicy policy, Instant now) {
        int lateBefore = subjects.tally(escalation.id()).late();
        Severity grade = grade(event, policy, lateBefore + (event.isBreach() ? 1 : 0));
        subjects.join(escalation.id(), event, grade, now);
        Escalation joined = escalation;
        if (grade.compareTo(escalation.severity()) > 0) {
            joined = escalation.raised(grade);
            tiers.startRound(joined.id(), joined.round(), policy.tiers().size());
            chronicle.note(joined.id(), now, "raised", null, event.item().key() + ", " + grade.word());
        }
        reach(joined, event, policy);
        wakeIfEarlier(joined, policy, now);
    }

    private void reach(Escalation escalation, ThresholdReached event, FrozenPolicy policy) {
        policy.reachedBy(event).forEach(tier -> tiers.reached(escalation.id(), escalation.round(), tier, event.at()));
    }

    /** A storm of joins wakes the process once: the later ones find it due already. */
    private void wakeIfEarlier(Escalation escalation, FrozenPolicy policy, Instant now) {
        Instant next = policies.nextDue(escalation, policy, now);
        boolean earlier = next.isBefore(escalation.nextDueAt());
        escalations.save(earlier ? escalation.dueAt(next) : escalation);
        if (earlier) {
            process.wake(escalation.id());
        }
    }

    private Escalation newEscalation(ThresholdReached event, FrozenPolicy policy, Instant now) {
        Spec spec = policy.document().spec();
        OrganisationId provider = new OrganisationId(spec.provider().id());
        OrganisationId customer = new OrganisationId(spec.customer().id());
        return new Escalation(
                new EscalationId(UUID.randomUUID()),
                event.version(),
                policy.policy().id(),
                event.term(),
                provider,
                customer,
                new OrganisationId(spec.obligated(policy.term(event.term())).id()),
                EscalationState.OPEN,
                grade(event, policy, event.isBreach() ? 1 : 0),
                1,
                now,
                now,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Severity grade(ThresholdReached event, FrozenPolicy policy, int late) {
        AgreementDocument document = policy.document();
        Term term = policy.term(event.term());
        long minutes = term.targets().stream()
                .filter(target -> target.id().equals(event.target()))
                .findFirst()
                .map(target -> minutes(target.within()))
                .orElseThrow(() -> new IllegalStateException(event.term() + " has no target " + event.target()));
        return severity.of(new DecideSeverity.Facts(
                document.spec().type() == AgreementType.SLA, minutes, term.credit() != null, late));
    }

    private static long minutes(Span within) {
        if (within instanceof Span.OpenTime open) {
            return open.duration().toMinutes();
        }
        return within instanceof Span.BusinessDays days
                ? days.days() * MINUTES_OF_A_BUSINESS_DAY
                : Duration.ofDays(30).toMinutes();
    }

    /** The agreement and its policy are always part of it: people are told by one policy, in one agreement. */
    private static String groupKey(ThresholdReached event, FrozenPolicy policy) {
        Term term = policy.term(event.term());
        List<String> by = policy.policy().groupBy();
        return event.version().agreement() + "|" + policy.policy().id() + "|"
                + by.stream()
                        .map(part -> switch (part) {
                            case "agreement" -> "agreement";
                            case "term" -> "term=" + event.term();
                            case "target" -> "target=" + event.term() + "/" + event.target();
                            case "subject" -> "subject=" + event.item();
                            case "service" -> "service=" + term.service();
                            case "party" -> "party=" + term.obligated();
                            default -> throw new IllegalStateException("groupBy: " + part);
                        })
                        .collect(Collectors.joining("|"));
    }
}
