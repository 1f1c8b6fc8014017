package io.surety.evaluation.period;

import io.surety.agreement.Version;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.credit.EarnBack;
import io.surety.evaluation.verdict.Periods;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the periods after a violated one earn its credit back ({@code domain.md} 6.2). A period counts as one, whatever
 * versions hold in its parts, and reaches the target if all of its parts do; one that no version holds in reaches nothing.
 */
public final class EarnedBack {

    private final List<Version> versions;
    private final Said said;
    private final Instant now;

    /**
     * @param versions all of the agreement that were activated
     * @param now when a period has begun in which none of them holds, none will
     */
    public EarnedBack(List<Version> versions, Said said, Instant now) {
        this.versions = List.copyOf(versions);
        this.said = said;
        this.now = now;
    }

    /** What is known for good of a term of a version in the calendar period that begins at an instant. */
    public interface Said {

        /** @return one for each target; empty as long as one of them may still change */
        Optional<List<Verdict>> of(Version version, Term term, Instant periodFrom);
    }

    /** What was published for good of a term and period; empty where nothing was, or not of all its targets. */
    public static Optional<List<Verdict>> settled(List<StoredVerdict> published) {
        return published.isEmpty() || !published.stream().allMatch(StoredVerdict::isSettled)
                ? Optional.empty()
                : Optional.of(published.stream().map(StoredVerdict::verdict).toList());
    }

    /**
     * What becomes of the credit of a violated verdict.
     *
     * @param spec by which it was judged
     */
    public EarnBack decide(Verdict violated, Spec spec) {
        Optional<Term> term = spec.term(violated.term());
        Optional<Term.EarnBack> clause = term.map(Term::credit).map(Term.CreditClause::earnBack);
        if (clause.isEmpty()) {
            return EarnBack.ISSUE;
        }
        List<VerdictValue> following = new ArrayList<>();
        Periods calendar = new Periods(term.get().per(), spec.period().zone());
        Interval period = violated.period().period();
        while (following.size() < clause.get().periods()) {
            calendar = calendarAt(period.to(), violated.term()).orElse(calendar);
            period = calendar.containing(period.to());
            Optional<VerdictValue> value = value(violated, period);
            if (value.isEmpty()) {
                return EarnBack.HOLD;
            }
            following.add(value.get());
        }
        return EarnBack.decide(clause.get().periods(), following);
    }

    /** By which periods the term goes on; empty if no version holds then, or it knows no such term. */
    private Optional<Periods> calendarAt(Instant at, String term) {
        return versions.stream()
                .filter(version -> version.validity().contains(at))
                .findFirst()
                .flatMap(version -> term(version, term).map(found -> calendar(version, found)));
    }

    /**
     * Empty as long as the period may still come to something else. A version that goes by other periods holds in some of it,
     * and will never say anything of it.
     */
    private Optional<VerdictValue> value(Verdict violated, Interval period) {
        List<VerdictValue> parts = new ArrayList<>();
        for (Version version : versions) {
            Optional<Term> term = term(version, violated.term());
            if (term.isPresent()
                    && version.validity().overlaps(period)
                    && calendar(version, term.get()).containing(period.from()).equals(period)) {
                Optional<List<Verdict>> verdicts = said.of(version, term.get(), period.from());
                if (verdicts.isEmpty()) {
                    return Optional.empty();
                }
                parts.add(verdicts.get().stream()
                        .filter(verdict -> verdict.target().equals(violated.target()))
                        .map(Verdict::value)
                        .findFirst()
                        .orElse(VerdictValue.NOT_DETERMINED));
            }
        }
        if (parts.isEmpty()) {
            return now.isBefore(period.from()) ? Optional.empty() : Optional.of(VerdictValue.NOT_DETERMINED);
        }
        boolean reached = parts.stream().allMatch(VerdictValue.FULFILLED::equals);
        return Optional.of(reached ? VerdictValue.FULFILLED : VerdictValue.NOT_DETERMINED);
    }

    private static Periods calendar(Version version, Term term) {
        return new Periods(term.per(), version.document().spec().period().zone());
    }

    private static Optional<Term> term(Version version, String id) {
        return version.document().spec().term(id).filter(Term::hasVerdicts);
    }
}
