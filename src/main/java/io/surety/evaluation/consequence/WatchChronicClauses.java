package io.surety.evaluation.consequence;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.TerminationRightArisen;
import io.surety.evaluation.consequence.FailedPeriods.Met;
import io.surety.evaluation.period.CloseKey;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.evaluation.period.VerdictPublished;
import io.surety.evaluation.period.Verdicts;
import io.surety.evaluation.verdict.Periods;
import io.surety.evaluation.verdict.Verdict;
import io.surety.notification.Notice;
import io.surety.notification.Outbox;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.Role;
import io.surety.shared.Interval;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Looks at the chronic clause of a term whenever one of its periods becomes final or is restated ({@code domain.md} 6.2): n
 * of m consecutive final periods below the share give a right. A run of periods with which the clause is met gives one
 * right, however long it is; where a restatement ends the run at the right's period, the right is withdrawn.
 */
@Component
class WatchChronicClauses {

    private final Agreements agreements;
    private final Verdicts verdicts;
    private final TerminationRights rights;
    private final Parties parties;
    private final Outbox outbox;
    private final TimeSource time;
    private final ApplicationEventPublisher events;

    WatchChronicClauses(
            Agreements agreements,
            Verdicts verdicts,
            TerminationRights rights,
            Parties parties,
            Outbox outbox,
            TimeSource time,
            ApplicationEventPublisher events) {
        this.agreements = agreements;
        this.verdicts = verdicts;
        this.rights = rights;
        this.parties = parties;
        this.outbox = outbox;
        this.time = time;
        this.events = events;
    }

    @EventListener
    void on(VerdictPublished published) {
        StoredVerdict stored = published.after();
        if (stored.state() != PeriodState.FINAL && stored.state() != PeriodState.RESTATED) {
            return;
        }
        Verdict verdict = stored.verdict();
        Version version = agreements.get(verdict.version());
        term(version, verdict.term())
                .filter(term -> term.chronic() != null)
                .ifPresent(term -> look(version, term, verdict.target()));
    }

    private void look(Version version, Term term, Optional<String> target) {
        String agreement = version.ref().agreement();
        List<TerminationRight> known = rights.lock(agreement, term.id(), target);
        TermPeriodsInTurn periods = new TermPeriodsInTurn(agreements.activated(agreement), term.id());
        Periods calendar = new Periods(term.per(), zone(version));
        List<StoredVerdict> settled = verdicts.settled(agreement, term.id(), target);
        List<List<Met>> runs = settled.isEmpty()
                ? List.of()
                : new FailedPeriods(settled, periods, calendar, ref -> clause(ref, term.id())).runs();
        withdraw(known, runs);
        for (List<Met> run : runs) {
            boolean given = known.stream()
                    .anyMatch(right -> right.withdrawnAt().isEmpty()
                            && run.stream().anyMatch(met -> met.period().equals(right.period())));
            if (!given) {
                give(run.get(0), term, target, known);
            }
        }
    }

    private void withdraw(List<TerminationRight> known, List<List<Met>> runs) {
        List<Interval> met =
                runs.stream().flatMap(List::stream).map(Met::period).toList();
        for (TerminationRight right : known) {
            if (right.withdrawnAt().isEmpty() && !met.contains(right.period())) {
                Instant now = time.now();
                rights.withdraw(right.id(), now);
                tell(right, "evaluation.terminationRightWithdrawn", now);
            }
        }
    }

    private void give(Met met, Term term, Optional<String> target, List<TerminationRight> known) {
        Instant now = time.now();
        Optional<TerminationRight> before = known.stream()
                .filter(right -> right.period().equals(met.period()))
                .findFirst();
        TerminationRight right = new TerminationRight(
                before.map(TerminationRight::id).orElseGet(UUID::randomUUID),
                met.version(),
                term.id(),
                target,
                met.period(),
                met.clause().gives(),
                met.clause().below(),
                met.clause().periods(),
                met.clause().of(),
                met.missed().stream().map(Interval::from).toList(),
                now,
                Optional.empty());
        if (before.isPresent()) {
            rights.withdraw(right.id(), null);
        } else {
            rights.insert(right);
        }
        tell(right, "evaluation.terminationRight", now);
        events.publishEvent(new TerminationRightArisen(
                right.id(), right.version(), right.term(), right.gives(), reason(right), right.period()));
    }

    private String reason(TerminationRight right) {
        return right.term() + " was below " + right.below().toPercentText(4) + " in "
                + right.missed().size() + " of " + right.of() + " periods (" + periods(right) + ")";
    }

    /** By their labels, such as {@code 2026-01, 2026-02}, which are the same in each language. */
    private String periods(TerminationRight right) {
        Version version = agreements.get(right.version());
        Term term = term(version, right.term()).orElseThrow();
        Periods ofRight = new Periods(term.per(), zone(version));
        TermPeriodsInTurn periods =
                new TermPeriodsInTurn(agreements.activated(version.ref().agreement()), term.id());
        return right.missed().stream()
                .map(from -> label(periods.beginning(from, right.version()).orElse(ofRight), from))
                .collect(Collectors.joining(", "));
    }

    private static String label(Periods calendar, Instant from) {
        return new CloseKey(calendar.zone(), calendar.per(), calendar.containing(from)).label();
    }

    private void tell(TerminationRight right, String template, Instant now) {
        Version version = agreements.get(right.version());
        Spec spec = version.document().spec();
        Map<String, String> values = Map.of(
                "agreement", version.document().metadata().title(),
                "term", right.term(),
                "gives", right.gives(),
                "below", right.below().toPercentText(4),
                "missed", String.valueOf(right.missed().size()),
                "of", String.valueOf(right.of()),
                "periods", periods(right));
        Stream.concat(
                        parties
                                .holding(
                                        Role.SERVICE_LEVEL_MANAGER,
                                        new OrganisationId(spec.provider().id()))
                                .stream(),
                        parties
                                .holding(
                                        Role.CUSTOMER_REPRESENTATIVE,
                                        new OrganisationId(spec.customer().id()))
                                .stream())
                .distinct()
                .forEach(person -> outbox.add(new Notice(
                        template + ":" + right.id() + ":" + now.toEpochMilli() + ":" + person.id(),
                        person.id(),
                        Notice.Channel.MAIL,
                        template,
                        values,
                        "/agreements/" + right.version().agreement())));
    }

    private Optional<Term.Chronic> clause(VersionRef ref, String term) {
        return term(agreements.get(ref), term).map(Term::chronic);
    }

    private static Optional<Term> term(Version version, String id) {
        return version.document().spec().term(id);
    }

    private static ZoneId zone(Version version) {
        return version.document().spec().period().zone();
    }
}
