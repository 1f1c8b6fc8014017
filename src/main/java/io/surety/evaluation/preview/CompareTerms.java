package io.surety.evaluation.preview;

import io.surety.agreement.Version;
import io.surety.agreement.document.Term;
import io.surety.evaluation.period.CloseKey;
import io.surety.evaluation.period.JudgeMeasure;
import io.surety.evaluation.period.JudgeMeasure.Judgement;
import io.surety.evaluation.period.PreviewedItems;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.evaluation.period.Verdicts;
import io.surety.evaluation.preview.PreviewLine.Previewed;
import io.surety.evaluation.verdict.NotDetermined;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.evaluation.verdict.Verdict;
import io.surety.party.Caller;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts what a term would have come to beside what it came to. */
@Component
class CompareTerms {

    private final List<JudgeMeasure> judges;
    private final Verdicts verdicts;
    private final ForetellClaims claims;

    CompareTerms(List<JudgeMeasure> judges, Verdicts verdicts, ForetellClaims claims) {
        this.judges = List.copyOf(judges);
        this.verdicts = verdicts;
        this.claims = claims;
    }

    /**
     * Who looks at it, and when.
     *
     * @param hidden sources that are not the reader's
     * @param opened what was claimed from third parties, by verdict, as far as the reader may know of it
     */
    record Look(
            Caller caller, Set<String> hidden, Map<UUID, List<PreviewClaim>> opened, Instant now, WorkBudget budget) {}

    /** A look that reads once what was claimed for an agreement. */
    Look look(String agreement, Caller caller, Set<String> hidden, Instant now, WorkBudget budget) {
        return new Look(caller, hidden, claims.opened(agreement, caller), now, budget);
    }

    /** A line for each period and target, before or after. */
    List<PreviewLine> lines(TermPeriods term, PreviewedItems items, Look look) {
        Set<String> hidden = look.hidden();
        List<PreviewLine> lines = new ArrayList<>();
        for (Interval period : term.periods()) {
            look.budget().check();
            List<Previewed> before =
                    term.before(period).map(part -> before(term, part, look)).orElse(List.of());
            List<Previewed> after = term.after(period)
                    .filter(part -> !isHidden(term, hidden))
                    .map(part -> after(term, part, items, look))
                    .orElse(List.of());
            for (Optional<String> target : targets(before, after)) {
                lines.add(line(term, period, target, of(before, target), of(after, target), hidden));
            }
        }
        return lines;
    }

    private static boolean isHidden(TermPeriods term, Set<String> hidden) {
        Term after = term.after();
        return after != null && hidden.contains(after.measure().source());
    }

    /** As it was published; what never was is judged now. */
    private List<Previewed> before(TermPeriods term, PartPeriod part, Look look) {
        Version version = term.of().actual();
        Term judged = term.before();
        if (version == null || judged == null) {
            return List.of();
        }
        List<StoredVerdict> stored =
                verdicts.of(version.ref(), term.id(), part.period().from());
        if (!stored.isEmpty()) {
            return stored.stream()
                    .map(v -> new Previewed(
                            v.verdict(), v.watermark(), true, look.opened().getOrDefault(v.id(), List.of())))
                    .toList();
        }
        return judge(
                judged,
                (judge, t) -> judge.judge(version, t, part, look.now()),
                verdict -> claims.foretold(verdict, version.document().spec(), look.caller()));
    }

    private List<Previewed> after(TermPeriods term, PartPeriod part, PreviewedItems items, Look look) {
        Version version = term.of().assumed();
        Term judged = term.after();
        return judged == null
                ? List.of()
                : judge(
                        judged,
                        (judge, t) -> judge.preview(version, t, part, items, look.now()),
                        verdict -> claims.foretold(verdict, version.document().spec(), items, look.caller()));
    }

    private List<Previewed> judge(
            Term term, BiFunction<JudgeMeasure, Term, Judgement> how, Function<Verdict, List<PreviewClaim>> claimed) {
        JudgeMeasure judge = judges.stream()
                .filter(one -> one.judges(term.measure()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("lint refuses measures that nothing judges"));
        Judgement judgement = how.apply(judge, term);
        return judgement.verdicts().stream()
                .map(verdict -> new Previewed(verdict, judgement.watermark(), false, claimed.apply(verdict)))
                .toList();
    }

    private static Set<Optional<String>> targets(List<Previewed> before, List<Previewed> after) {
        Set<Optional<String>> targets = new LinkedHashSet<>();
        Stream.concat(after.stream(), before.stream())
                .forEach(p -> targets.add(p.verdict().target()));
        return targets;
    }

    private static Optional<Previewed> of(List<Previewed> all, Optional<String> target) {
        return all.stream().filter(p -> p.verdict().target().equals(target)).findFirst();
    }

    private static PreviewLine line(
            TermPeriods term,
            Interval period,
            Optional<String> target,
            Optional<Previewed> before,
            Optional<Previewed> after,
            Set<String> hidden) {
        PartPeriod part = after.or(() -> before).orElseThrow().verdict().period();
        List<Incomparable> why = new ArrayList<>();
        if (before.isEmpty()) {
            why.add(whyNotBefore(term, period));
        }
        if (after.isEmpty()) {
            why.add(whyNotAfter(term, period, hidden));
        } else if (says(after.get().verdict(), NotDetermined.NO_DATA)) {
            why.add(whyNoData(term, before.map(Previewed::verdict)));
        }
        return new PreviewLine(term.id(), target, label(term, period, before.isPresent()), part, before, after, why);
    }

    private static boolean says(Verdict verdict, NotDetermined reason) {
        return verdict.reason().filter(reason::equals).isPresent();
    }

    private static String label(TermPeriods term, Interval period, boolean asBefore) {
        Version actual = term.of().actual();
        Term before = term.before();
        if (asBefore && actual != null && before != null) {
            return new CloseKey(actual.document().spec().period().zone(), before.per(), period).label();
        }
        Version assumed = term.of().assumed();
        Term after = term.after();
        if (after == null) {
            throw new IllegalStateException("a line is about what is, or about what would be");
        }
        return new CloseKey(assumed.document().spec().period().zone(), after.per(), period).label();
    }

    private static Incomparable whyNotBefore(TermPeriods term, Interval period) {
        Term before = term.before();
        if (term.of().actual() == null) {
            return Incomparable.NOT_IN_FORCE;
        }
        if (before == null) {
            return Incomparable.NEW_TERM;
        }
        return whyNoVerdict(before, term.before(period)).orElse(Incomparable.NEW_TARGET);
    }

    private static Incomparable whyNotAfter(TermPeriods term, Interval period, Set<String> hidden) {
        Term after = term.after();
        if (after == null) {
            return Incomparable.REMOVED_TERM;
        }
        if (hidden.contains(after.measure().source())) {
            return Incomparable.SOURCE_NOT_SHARED;
        }
        return whyNoVerdict(after, term.after(period)).orElse(Incomparable.REMOVED_TARGET);
    }

    private static Optional<Incomparable> whyNoVerdict(Term term, Optional<PartPeriod> part) {
        if (!term.hasVerdicts()) {
            return Optional.of(Incomparable.NO_VERDICTS);
        }
        return part.isEmpty() ? Optional.of(Incomparable.OTHER_PERIODS) : Optional.empty();
    }

    /** A measure that has not changed had no data before either. */
    private static Incomparable whyNoData(TermPeriods term, Optional<Verdict> before) {
        Term was = term.before();
        Term is = term.after();
        boolean changed = was != null && is != null && !was.measure().equals(is.measure());
        boolean hadData =
                before.filter(verdict -> !says(verdict, NotDetermined.NO_DATA)).isPresent();
        return changed && hadData ? Incomparable.MEASURE_CHANGED : Incomparable.NOT_RECORDED;
    }

    /** Why there is no line at all. */
    static List<Incomparable> whyNothing(List<TermPeriods> term) {
        List<Incomparable> why = new ArrayList<>();
        @Nullable Term after = term.get(0).after();
        boolean everBefore = term.stream().anyMatch(t -> t.before() != null);
        if (after == null) {
            why.add(Incomparable.REMOVED_TERM);
        } else if (!everBefore) {
            why.add(Incomparable.NEW_TERM);
        }
        boolean verdicts = term.stream().anyMatch(t -> hasVerdicts(t.before()) || hasVerdicts(t.after()));
        why.add(verdicts ? Incomparable.NO_PERIOD : Incomparable.NO_VERDICTS);
        return why;
    }

    private static boolean hasVerdicts(@Nullable Term term) {
        return term != null && term.hasVerdicts();
    }
}
