package io.surety.review;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.document.Measure;
import io.surety.agreement.document.Term;
import io.surety.escalation.ReadEscalations;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.ledger.Account;
import io.surety.evaluation.ledger.AccountLabel;
import io.surety.evaluation.period.Credit;
import io.surety.evaluation.period.Credits;
import io.surety.evaluation.period.ReadVerdicts;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.Interval;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Gathers what happened since the last review. */
@Component
class CollectEvidence {

    private final Agreements agreements;
    private final Reviews reviews;
    private final ReadVerdicts verdicts;
    private final Credits credits;
    private final ReadEscalations escalations;

    CollectEvidence(
            Agreements agreements,
            Reviews reviews,
            ReadVerdicts verdicts,
            Credits credits,
            ReadEscalations escalations) {
        this.agreements = agreements;
        this.reviews = reviews;
        this.verdicts = verdicts;
        this.credits = credits;
        this.escalations = escalations;
    }

    Evidence of(Review review) {
        Version version = agreements.get(review.version());
        Interval span = span(review, version);
        String agreement = review.version().agreement();
        List<StoredVerdict> judged = verdicts.of(agreement, span);
        List<Credit> owed = credits.of(agreement);
        return new Evidence(
                span.from(),
                span.to(),
                judged.stream().map(stored -> row(stored, version, owed)).toList(),
                (int) judged.stream()
                        .filter(stored -> stored.verdict().value() == VerdictValue.VIOLATED)
                        .count(),
                judged.stream().mapToInt(stored -> lateClocks(stored.verdict())).sum(),
                escalations.of(agreement, span).size());
    }

    /** From the start of the last review that has ended, or of the agreement, to the start of this one. */
    private Interval span(Review review, Version version) {
        Instant from = reviews.of(review.version().agreement()).stream()
                .filter(earlier -> !earlier.isOpen() && earlier.startedAt().isBefore(review.startedAt()))
                .map(Review::startedAt)
                .reduce((first, second) -> second)
                .orElseGet(() -> agreements.activated(review.version().agreement()).stream()
                        .map(v -> v.validity().from())
                        .min(Instant::compareTo)
                        .orElse(version.validity().from()));
        Instant to = review.startedAt();
        return new Interval(from.isBefore(to) ? from : to.minusMillis(1), to);
    }

    private static Evidence.TermRow row(StoredVerdict stored, Version version, List<Credit> owed) {
        Verdict verdict = stored.verdict();
        ZoneId zone = version.document().spec().period().zone();
        LocalDate first = LocalDate.ofInstant(verdict.period().part().from(), zone);
        LocalDate last = LocalDate.ofInstant(verdict.period().part().to(), zone).minusDays(1);
        return new Evidence.TermRow(
                verdict.term()
                        + verdict.target().map(target -> " (" + target + ")").orElse(""),
                version.document()
                        .spec()
                        .term(verdict.term())
                        .map(CollectEvidence::promise)
                        .orElse(""),
                first + " to " + last,
                verdict.share().map(share -> share.toPercentText(2)).orElse("–"),
                stored.state().name().toLowerCase(Locale.ROOT) + ": "
                        + verdict.value().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                owed.stream()
                        .filter(credit -> credit.verdict().equals(stored.id())
                                && credit.amount().signum() > 0)
                        .map(credit -> credit.currency() + " " + credit.amount().toPlainString())
                        .findFirst()
                        .orElse(""));
    }

    private static String promise(Term term) {
        if (term.measure() instanceof Measure.VolumeMeasure && term.target() != null) {
            return Stream.of(Optional.of(Measure.VolumeMeasure.WEIGHTED), Optional.of("each"))
                    .flatMap(of -> term.goal(of).stream().map(goal -> of.get() + " at least " + goal.toPercentText(2)))
                    .collect(Collectors.joining(", "));
        }
        if (term.target() != null) {
            return "at least " + term.goal(Optional.empty()).orElseThrow().toPercentText(2);
        }
        if (term.conformance() != null) {
            return "at least " + term.conformance().atLeast().toPercentText(2) + " in time";
        }
        return term.tolerance() == null
                ? "no breach"
                : "fewer than " + term.tolerance().breaches() + " breaches";
    }

    private static int lateClocks(Verdict verdict) {
        return verdict.ledger() instanceof Account account
                ? (int) account.entries().stream()
                        .filter(e -> e.label() == AccountLabel.BAD && e.ledger() != null)
                        .count()
                : 0;
    }
}
