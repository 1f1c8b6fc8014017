package io.surety.reporting;

import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.document.Per;
import io.surety.agreement.document.Term;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.period.CloseKey;
import io.surety.evaluation.period.Credit;
import io.surety.evaluation.period.Credits;
import io.surety.evaluation.period.ReadVerdicts;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.evaluation.period.Verdicts;
import io.surety.evaluation.verdict.Verdict;
import io.surety.reporting.ReportLine.Correction;
import io.surety.reporting.ReportLine.OwedCredit;
import io.surety.reporting.ReportLine.Trend;
import io.surety.shared.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The lines of a report: each verdict of a period that the span touches, with what it is compared to and what it owes. */
@Component
class ReportLines {

    private final ReadVerdicts verdicts;
    private final Verdicts published;
    private final Credits credits;

    ReportLines(ReadVerdicts verdicts, Verdicts published, Credits credits) {
        this.verdicts = verdicts;
        this.published = published;
        this.credits = credits;
    }

    List<ReportLine> of(String agreement, Interval span, List<Version> activated, Instant now) {
        Map<VersionRef, Version> versions =
                activated.stream().collect(Collectors.toMap(Version::ref, Function.identity()));
        List<StoredVerdict> known = known(agreement, span, activated, now);
        List<Credit> owed = credits.of(agreement);
        return known.stream()
                .filter(v -> v.verdict().period().part().overlaps(span))
                .sorted(inOrderOf(activated))
                .map(v ->
                        line(v, Objects.requireNonNull(versions.get(v.verdict().version())), known, owed))
                .toList();
    }

    /** Those of the span and one period before, for the trend; and of a period that still runs its state today. */
    private List<StoredVerdict> known(String agreement, Interval span, List<Version> activated, Instant now) {
        Interval wide = new Interval(span.from().minus(longest(activated)), span.to());
        List<StoredVerdict> known = new ArrayList<>(verdicts.of(agreement, wide));
        if (!wide.contains(now)) {
            verdicts.of(agreement, new Interval(now, now.plusMillis(1))).stream()
                    .filter(v -> v.verdict().period().part().overlaps(span))
                    .filter(v -> known.stream().noneMatch(k -> k.id().equals(v.id())))
                    .forEach(known::add);
        }
        return known;
    }

    /** At least as long as the longest period that any term is judged in, whatever the clocks do in it. */
    private static Duration longest(List<Version> activated) {
        return activated.stream()
                .flatMap(v -> v.document().spec().terms().stream())
                .map(Term::per)
                .max(Comparator.naturalOrder())
                .map(ReportLines::atMost)
                .orElse(Duration.ZERO);
    }

    private static Duration atMost(Per per) {
        return Duration.ofDays(
                switch (per) {
                    case DAY -> 2;
                    case WEEK -> 8;
                    case MONTH -> 32;
                    case QUARTER -> 93;
                    case YEAR -> 367;
                });
    }

    private ReportLine line(StoredVerdict stored, Version version, List<StoredVerdict> known, List<Credit> owed) {
        Verdict verdict = stored.verdict();
        Term term = version.document().spec().term(verdict.term()).orElseThrow();
        return new ReportLine(
                stored,
                CloseKey.of(version, verdict).label(),
                Promise.of(term, verdict.target()),
                Measured.of(verdict.ledger()),
                trend(verdict, known),
                stored.state() == PeriodState.RESTATED ? correction(stored) : Optional.empty(),
                owed.stream()
                        .filter(credit -> isOf(credit, verdict))
                        .map(credit -> new OwedCredit(credit, credits.notes(credit.id())))
                        .toList());
    }

    /** Against the part-period that ends where this one begins, also of another version. */
    private static Optional<Trend> trend(Verdict verdict, List<StoredVerdict> known) {
        return known.stream()
                .map(StoredVerdict::verdict)
                .filter(v -> v.term().equals(verdict.term()) && v.target().equals(verdict.target()))
                .filter(v ->
                        v.period().part().to().equals(verdict.period().part().from()))
                .findFirst()
                .flatMap(Verdict::share)
                .flatMap(before -> verdict.share().map(share -> Trend.of(before, share)));
    }

    private Optional<Correction> correction(StoredVerdict restated) {
        Verdict verdict = restated.verdict();
        Instant justBefore = published.saidAt(restated.id()).minusMillis(1);
        return published.asOf(verdict.version().agreement(), verdict.period().part(), justBefore).stream()
                .filter(v -> v.id().equals(restated.id()))
                .findFirst()
                .map(before -> new Correction(before, verdict.share().flatMap(share -> before.verdict()
                        .share()
                        .map(share::minus))));
    }

    private static boolean isOf(Credit credit, Verdict verdict) {
        return credit.version().equals(verdict.version())
                && credit.term().equals(verdict.term())
                && credit.target().equals(verdict.target())
                && credit.period().equals(verdict.period().period());
    }

    /** As the newest document lists its terms and their targets; what it no longer has comes last. */
    private static Comparator<StoredVerdict> inOrderOf(List<Version> activated) {
        List<Term> terms = activated.get(activated.size() - 1).document().spec().terms();
        return Comparator.comparing((StoredVerdict v) -> position(terms, v.verdict()))
                .thenComparing(v -> v.verdict().term())
                .thenComparing(v -> v.verdict().period().part().from())
                .thenComparing(v -> v.verdict().target().orElse(""));
    }

    private static int position(List<Term> terms, Verdict verdict) {
        for (int i = 0; i < terms.size(); i++) {
            if (terms.get(i).id().equals(verdict.term())) {
                return i;
            }
        }
        return terms.size();
    }
}
