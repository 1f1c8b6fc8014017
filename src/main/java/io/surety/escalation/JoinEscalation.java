package io.surety.escalation;

import io.surety.agreement.document.AgreementDocument;
import io.surety.agreement.document.AgreementType;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.calendar.Span;
import io.surety.party.OrganisationId;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * What tiers name was reached: opens an escalation for each group, or joins its open one, with however many there are at
 * once. It runs in the transaction that recorded what was reached, so that there is nothing of which nobody will be told.
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

    /** Groups are taken in one order, so that no two transactions wait for each other. */
    void join(List<Occasion> occasions) {
        Map<String, List<Occasion>> groups = new TreeMap<>();
        Policies.Lookup lookup = policies.lookup();
        for (Occasion occasion : occasions) {
            if (!occasion.retroactive()) { // what is long past is recorded where it belongs, and calls nobody
                lookup.of(occasion).map(policy -> groupKey(occasion, policy)).ifPresent(group -> groups.computeIfAbsent(
                                group, g -> new ArrayList<>())
                        .add(occasion));
            }
        }
        Instant now = time.now();
        groups.forEach((group, storm) -> join(group, storm, lookup, now));
    }

    private void join(String group, List<Occasion> storm, Policies.Lookup lookup, Instant now) {
        Optional<Escalation> open = escalations.lockOpen(group);
        if (open.isEmpty()) {
            List<Occasion> named = storm.stream()
                    .dropWhile(reached -> lookup.get(reached).reachedBy(reached).isEmpty())
                    .toList();
            if (named.isEmpty()) {
                return; // marks that no tier names
            }
            Escalation made = newEscalation(named, lookup, now);
            if (escalations.open(made, group)) {
                begin(made, named, lookup, now);
                return;
            }
            open = escalations.lockOpen(group); // another transaction was faster, and has committed
        }
        Escalation escalation = open.orElseThrow(
                () -> new IllegalStateException("the escalation of " + group + " was closed while something joined"));
        joinOpen(escalation, storm, lookup, now);
    }

    private void begin(Escalation made, List<Occasion> storm, Policies.Lookup lookup, Instant now) {
        FrozenPolicy policy = lookup.get(storm.get(0));
        subjects.join(made.id(), storm, grades(storm, lookup, late(storm), Set.of()), now);
        tiers.startRound(made.id(), 1, policy.tiers().size());
        reach(made, storm, policy);
        chronicle.note(
                made.id(),
                now,
                "opened",
                null,
                storm.get(0).item().key() + ", " + made.severity().word());
        process.start(made.id());
    }

    /** People are called by the policy that was frozen; what joins is graded by the document of its own version. */
    private void joinOpen(Escalation escalation, List<Occasion> storm, Policies.Lookup lookup, Instant now) {
        FrozenPolicy policy = policies.of(escalation);
        // None of its subjects is graver than it is.
        Set<String> targets = escalation.severity() == Severity.gravest()
                ? storm.stream().map(JoinEscalation::target).collect(Collectors.toSet())
                : Set.of();
        Subjects.Waiting before = subjects.waiting(escalation.id(), targets);
        Map<String, Severity> grades = grades(storm, lookup, before.late() + late(storm), before.gravest());
        subjects.join(escalation.id(), storm, grades, now);
        boolean thawed = thaw(escalation.id(), now);
        Severity gravest = Collections.max(grades.values());
        Escalation joined = escalation;
        boolean raised = gravest.compareTo(escalation.severity()) > 0;
        if (raised) {
            joined = escalation.raised(gravest);
            tiers.startRound(joined.id(), joined.round(), policy.tiers().size());
            String first = storm.stream()
                    .filter(reached -> grades.get(target(reached)) == gravest)
                    .map(reached -> reached.item().key())
                    .findFirst()
                    .orElseThrow();
            chronicle.note(joined.id(), now, "raised", null, first + ", " + gravest.word());
        }
        boolean reached = reach(joined, storm, policy);
        if (raised || reached || thawed || !before.untold()) {
            wakeIfEarlier(joined, policy, now);
        }
    }

    /** Not every subject is paused any more, so that the tiers which have not fired go on. */
    private boolean thaw(EscalationId id, Instant now) {
        boolean thaws = tiers.frozenSince(id).isPresent() && !subjects.tally(id).isFrozen();
        if (thaws) {
            tiers.thaw(id, now);
        }
        return thaws;
    }

    private static int late(List<Occasion> storm) {
        return (int) storm.stream().filter(Occasion::isLate).count();
    }

    /**
     * What joins in one transaction joins at one instant: each target is graded once, with all that are late by then.
     *
     * @param gravest targets that are as grave as can be already: with more that are late they remain so, and the table is
     *     not asked again, which leaves a record each time
     */
    private Map<String, Severity> grades(List<Occasion> storm, Policies.Lookup lookup, int late, Set<String> gravest) {
        Map<String, Severity> grades = new HashMap<>();
        gravest.forEach(target -> grades.put(target, Severity.gravest()));
        storm.forEach(
                reached -> grades.computeIfAbsent(target(reached), t -> grade(reached, lookup.get(reached), late)));
        return grades;
    }

    static String target(Occasion reached) {
        return reached.term() + "/" + reached.target();
    }

    /** Of several that pass a tier's mark the first one counts. */
    private boolean reach(Escalation escalation, List<Occasion> storm, FrozenPolicy policy) {
        Map<Integer, Instant> first = new TreeMap<>();
        storm.forEach(reached -> policy.reachedBy(reached)
                .forEach(tier -> first.merge(tier, reached.at(), (one, other) -> one.isBefore(other) ? one : other)));
        return tiers.reached(escalation.id(), escalation.round(), first);
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

    private Escalation newEscalation(List<Occasion> storm, Policies.Lookup lookup, Instant now) {
        Occasion event = storm.get(0);
        FrozenPolicy policy = lookup.get(event);
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
                Collections.max(grades(storm, lookup, late(storm), Set.of()).values()),
                1,
                now,
                now,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Severity grade(Occasion event, FrozenPolicy policy, int late) {
        AgreementDocument document = policy.document();
        Term term = policy.term(event.term());
        return severity.of(new DecideSeverity.Facts(
                document.spec().type() == AgreementType.SLA, minutes(event, term), term.credit() != null, late));
    }

    /** What a target gives a clock, the long window gives a burning budget, and the period a violation. */
    private static long minutes(Occasion event, Term term) {
        if (event.what() instanceof Occasion.What.Burn burn) {
            return minutes(burn.rule().longWindow());
        }
        if (event.what() instanceof Occasion.What.Violation violation) {
            return Duration.between(violation.from(), violation.to()).toMinutes();
        }
        return term.targets().stream()
                .filter(target -> target.id().equals(event.target()))
                .findFirst()
                .map(target -> minutes(target.within()))
                .orElseThrow(() -> new IllegalStateException(event.term() + " has no target " + event.target()));
    }

    private static long minutes(Span within) {
        if (within instanceof Span.OpenTime open) {
            return open.duration().toMinutes();
        }
        if (within instanceof Span.BusinessDays days) {
            return days.days() * MINUTES_OF_A_BUSINESS_DAY;
        }
        Period dates = ((Span.Dates) within).period();
        return Duration.ofDays(dates.toTotalMonths() * 30 + dates.getDays()).toMinutes();
    }

    /** The agreement and its policy are always part of it: people are told by one policy, in one agreement. */
    private static String groupKey(Occasion event, FrozenPolicy policy) {
        Term term = policy.term(event.term());
        List<String> by = policy.policy().groupBy();
        return event.version().agreement() + "|" + policy.policy().id() + "|"
                + by.stream()
                        .map(part -> switch (part) {
                            case "agreement" -> "agreement";
                            case "term" -> "term=" + event.term();
                            case "target" -> "target=" + target(event);
                            case "subject" -> "subject=" + event.item();
                            case "service" -> "service=" + term.service();
                            case "party" -> "party=" + term.obligated();
                            default -> throw new IllegalStateException("groupBy: " + part);
                        })
                        .collect(Collectors.joining("|"));
    }
}
