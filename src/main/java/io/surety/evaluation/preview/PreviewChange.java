package io.surety.evaluation.preview;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.document.AgreementDocument;
import io.surety.agreement.document.EarlierHolidays;
import io.surety.agreement.document.Term;
import io.surety.evaluation.period.EarnedBack;
import io.surety.evaluation.period.PreviewedItems;
import io.surety.evaluation.period.Verdicts;
import io.surety.evaluation.preview.Preview.CreditTotal;
import io.surety.evaluation.preview.Preview.NotCompared;
import io.surety.evaluation.preview.WalkItems.Wanted;
import io.surety.evaluation.verdict.Verdict;
import io.surety.measurement.Sources;
import io.surety.party.Caller;
import io.surety.shared.Diagnostic;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.money.MonetaryAmount;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Judges a proposed content on the last periods of what is recorded, beside what was said of them ({@code domain.md} 7.3).
 *
 * <p>Stores, publishes and tells nothing: all of it happens in one transaction of the database that can only read, and sees
 * one state of things.
 */
@Service
public class PreviewChange {

    private final Agreements agreements;
    private final Verdicts verdicts;
    private final Sources sources;
    private final WalkItems items;
    private final CompareTerms compare;
    private final PreviewSettings settings;
    private final TimeSource time;
    private final TransactionTemplate reading;
    private final Semaphore running;

    PreviewChange(
            Agreements agreements,
            Verdicts verdicts,
            Sources sources,
            WalkItems items,
            CompareTerms compare,
            PreviewSettings settings,
            TimeSource time,
            PlatformTransactionManager transactions) {
        this.agreements = agreements;
        this.verdicts = verdicts;
        this.sources = sources;
        this.items = items;
        this.compare = compare;
        this.settings = settings;
        this.time = time;
        this.running = new Semaphore(settings.together());
        this.reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
        reading.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        reading.setTimeout((int) Math.max(1, settings.time().toSeconds()));
    }

    /**
     * @param periods of each term, the last ones that have ended
     * @param caller reads documents and verdicts of the agreement; sources that are not hers are left out
     * @throws Refusal {@code preview-too-large} with the bound that it would break; {@code over-capacity} while others are
     *     worked out
     */
    public Preview of(String agreement, Proposal proposal, int periods, Caller caller) {
        if (periods < 1 || periods > settings.periods()) {
            String message = "between 1 and " + settings.periods() + " periods can be looked at";
            throw Refusal.invalid(
                    "preview-too-large", message, List.of(new Diagnostic("/periods", "out-of-range", message)));
        }
        if (!running.tryAcquire()) {
            throw Refusal.overCapacity(settings.together() + " previews are being worked out already");
        }
        WorkBudget budget = new WorkBudget(settings);
        try {
            return Objects.requireNonNull(
                    reading.execute(status -> new One(agreement, proposal, periods, caller, budget).preview()));
        } catch (QueryTimeoutException | TransactionTimedOutException e) {
            throw budget.tooLong();
        } finally {
            running.release();
        }
    }

    private final class One {

        private final String agreement;
        private final Proposal proposal;
        private final int periods;
        private final Caller caller;
        private final WorkBudget budget;
        private final Instant now = time.now();
        private final List<Version> versions;
        private final Set<String> hidden;

        One(String agreement, Proposal proposal, int periods, Caller caller, WorkBudget budget) {
            this.agreement = agreement;
            this.proposal = proposal;
            this.periods = periods;
            this.caller = caller;
            this.budget = budget;
            this.versions = agreements.versions(agreement);
            this.hidden = hiddenSources();
        }

        Preview preview() {
            List<Assumption> assumptions = assumptions();
            List<TermPeriods> terms = TermPeriods.of(assumptions, periods, now);
            PreviewedItems walked = items.walk(wanted(terms), now, budget);
            CompareTerms.Look look = compare.look(agreement, caller, hidden, now, budget);
            List<PreviewLine> lines = inOrder(terms.stream()
                    .flatMap(term -> compare.lines(term, walked, look).stream())
                    .toList());
            List<PreviewLine> owed = lines.isEmpty()
                    ? lines
                    : new PreviewCredits(assumptions, verdicts.violated(agreement), this::said, hull(lines), now)
                            .owed(lines);
            return new Preview(
                    agreement,
                    proposal.hash(),
                    proposal.version().map(VersionRef::number),
                    periods,
                    now,
                    budget.items(),
                    owed,
                    notCompared(terms),
                    totals(owed));
        }

        private Optional<List<Verdict>> said(Version version, Term term, Instant periodFrom) {
            return EarnedBack.settled(verdicts.of(version.ref(), term.id(), periodFrom));
        }

        private List<Assumption> assumptions() {
            Interval wanted = Assumption.lastPeriods(proposal.document(), periods, now);
            VersionRef next = proposal.version()
                    .orElseGet(() -> new VersionRef(
                            agreement,
                            versions.isEmpty()
                                    ? 1
                                    : versions.get(versions.size() - 1).ref().number() + 1));
            Instant from = versions.stream()
                    .filter(version -> version.state().wasActivated())
                    .map(version -> version.validity().from())
                    .min(Comparator.naturalOrder())
                    .orElse(wanted.from());
            return Assumption.of(versions, next, document(from), proposal.hash(), wanted);
        }

        /** With the holidays since it would have held, and without the sources that are not the reader's to see. */
        private AgreementDocument document(Instant since) {
            AgreementDocument document = proposal.document();
            LocalDate first =
                    LocalDate.ofInstant(since, document.spec().period().zone()).minusDays(1);
            return EarlierHolidays.in(document.withSources(source -> !hidden.contains(source.id())), first);
        }

        /** Those that no version in force names and that are registered for others. */
        private Set<String> hiddenSources() {
            Set<String> agreed = versions.stream()
                    .filter(version -> version.state().wasActivated())
                    .flatMap(version -> version.document().spec().sources().stream())
                    .map(source -> source.id())
                    .collect(Collectors.toSet());
            return proposal.document().spec().sources().stream()
                    .map(source -> source.id())
                    .filter(id -> !agreed.contains(id))
                    .filter(id -> sources.find(id)
                            .filter(source -> !caller.sees(source.organisations()))
                            .isPresent())
                    .collect(Collectors.toSet());
        }

        private List<Wanted> wanted(List<TermPeriods> terms) {
            List<Wanted> wanted = new ArrayList<>();
            for (TermPeriods term : terms) {
                var after = term.after();
                if (after != null && !hidden.contains(after.measure().source())) {
                    term.partsAfter()
                            .forEach(part -> wanted.add(new Wanted(term.of().assumed(), after, part)));
                }
            }
            return wanted;
        }

        /** By term, then from the newest period back. */
        private List<PreviewLine> inOrder(List<PreviewLine> lines) {
            Map<String, List<PreviewLine>> byTerm = lines.stream()
                    .collect(Collectors.groupingBy(PreviewLine::term, LinkedHashMap::new, Collectors.toList()));
            return byTerm.values().stream()
                    .flatMap(of -> of.stream()
                            .sorted(Comparator.comparing((PreviewLine line) ->
                                            line.period().part().from())
                                    .reversed()))
                    .toList();
        }

        private List<NotCompared> notCompared(List<TermPeriods> terms) {
            Map<String, List<TermPeriods>> byTerm = terms.stream()
                    .collect(Collectors.groupingBy(TermPeriods::id, LinkedHashMap::new, Collectors.toList()));
            return byTerm.values().stream()
                    .filter(of -> of.stream().allMatch(TermPeriods::isEmpty))
                    .map(of -> new NotCompared(of.get(0).id(), CompareTerms.whyNothing(of)))
                    .toList();
        }
    }

    private static Interval hull(List<PreviewLine> lines) {
        Instant from = lines.stream()
                .map(line -> line.period().part().from())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Instant to = lines.stream()
                .map(line -> line.period().part().to())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return new Interval(from, to);
    }

    private static List<CreditTotal> totals(List<PreviewLine> lines) {
        TreeMap<String, BigDecimal> before = sums(lines.stream().flatMap(line -> credit(line.before())));
        TreeMap<String, BigDecimal> after = sums(lines.stream().flatMap(line -> credit(line.after())));
        return Stream.concat(before.keySet().stream(), after.keySet().stream())
                .distinct()
                .sorted()
                .map(currency -> new CreditTotal(
                        currency,
                        before.getOrDefault(currency, BigDecimal.ZERO),
                        after.getOrDefault(currency, BigDecimal.ZERO)))
                .toList();
    }

    private static Stream<MonetaryAmount> credit(Optional<PreviewLine.Previewed> previewed) {
        return previewed.flatMap(PreviewLine.Previewed::credit).stream();
    }

    private static TreeMap<String, BigDecimal> sums(Stream<MonetaryAmount> amounts) {
        TreeMap<String, BigDecimal> sums = new TreeMap<>();
        amounts.forEach(amount -> sums.merge(
                amount.getCurrency().getCurrencyCode(),
                amount.getNumber().numberValueExact(BigDecimal.class),
                BigDecimal::add));
        return sums;
    }
}
