package io.surety.evaluation.budget;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.document.Term;
import io.surety.evaluation.period.JudgeMeasure;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What spans of a term consumed: judged like a period, each part by the version that was in force in it. */
@Component
class SpendOfTerm {

    private final List<JudgeMeasure> judges;
    private final Agreements agreements;

    SpendOfTerm(List<JudgeMeasure> judges, Agreements agreements) {
        this.judges = List.copyOf(judges);
        this.agreements = agreements;
    }

    /** By which of its shares a term is looked at. */
    enum By {
        /** Those of its verdicts, each with its target or subset. */
        VERDICTS,
        /** Its objective. */
        OBJECTIVE,
        /** The one that burns: {@link Term#burnGoal}. */
        BURN;

        Optional<Ratio> goal(Term term, Optional<String> target) {
            return switch (this) {
                case VERDICTS -> term.goal(target);
                case OBJECTIVE -> Optional.ofNullable(term.objective()).map(Term.Objective::atLeast);
                case BURN -> term.burnGoal();
            };
        }
    }

    /** The versions of an agreement that have held a term, read once for many spans. */
    Versions versions(String agreement, String term) {
        return new Versions(
                agreements.activated(agreement).stream()
                        .filter(version -> version.document().spec().term(term).isPresent())
                        .toList(),
                term);
    }

    /** @param all those that were ever in force, with the term in their documents */
    record Versions(List<Version> all, String term) {

        Term of(Version version) {
            return version.document().spec().term(term).orElseThrow();
        }
    }

    /**
     * By target, in the order of the document; the key is empty where the term is judged as a whole. What no version held
     * in consumed nothing.
     *
     * @param span that has ended
     */
    Map<Optional<String>, Spending> in(Versions versions, Interval span, By by) {
        Map<Optional<String>, Spending> sum = new LinkedHashMap<>();
        for (Version version : versions.all()) {
            span.intersect(version.validity())
                    .ifPresent(part -> of(version, versions.of(version), new PartPeriod(span, part, false), by)
                            .forEach((target, spending) -> sum.merge(target, spending, Spending::plus)));
        }
        return sum;
    }

    /** Of one part of a period that has ended, or is judged as if it had. */
    Map<Optional<String>, Spending> of(Version version, Term term, PartPeriod part, By by) {
        Map<Optional<String>, Spending> found = new LinkedHashMap<>();
        for (Verdict verdict : judge(version, term, part, part.part().to())) {
            by.goal(term, verdict.target())
                    .ifPresent(goal -> found.put(verdict.target(), Spending.of(verdict, goal, term.noData())));
        }
        return found;
    }

    private List<Verdict> judge(Version version, Term term, PartPeriod part, Instant at) {
        return judges.stream()
                .filter(judge -> judge.judges(term.measure()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("lint refuses measures that nothing judges"))
                .judge(version, term, part, at)
                .verdicts();
    }
}
