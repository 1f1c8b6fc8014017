package io.surety.escalation;

import io.surety.agreement.Agreements;
import io.surety.agreement.VersionRef;
import io.surety.agreement.document.EscalationPolicy;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.evaluation.BurnExceeded;
import io.surety.evaluation.NumberViolations;
import io.surety.evaluation.TermViolated;
import io.surety.evaluation.ThresholdsReached;
import java.util.List;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Marks of clocks, burning error budgets and violations, in the transactions that recorded them, so that there is none
 * that nobody will be told of.
 */
@Component
class HearOccasions {

    private final JoinEscalation join;
    private final Agreements agreements;
    private final NumberViolations numbers;

    HearOccasions(JoinEscalation join, Agreements agreements, NumberViolations numbers) {
        this.join = join;
        this.agreements = agreements;
        this.numbers = numbers;
    }

    @EventListener
    @Transactional
    public void on(ThresholdsReached event) {
        join.join(event.reached().stream().map(Occasion::of).toList());
    }

    @EventListener
    @Transactional
    public void on(BurnExceeded event) {
        spec(event.version())
                .term(event.term())
                .ifPresent(term ->
                        join.join(List.of(Occasion.of(event, term.measure().source()))));
    }

    /** Counted only where a tier asks for it. */
    @EventListener
    @Transactional
    public void on(TermViolated event) {
        Spec spec = spec(event.version());
        Optional<Term> term = spec.term(event.term()).filter(one -> countsViolations(spec, one));
        term.flatMap(one -> numbers.number(event)
                        .map(number -> Occasion.of(event, number, one.measure().source())))
                .ifPresent(occasion -> join.join(List.of(occasion)));
    }

    private Spec spec(VersionRef version) {
        return agreements.get(version).document().spec();
    }

    private static boolean countsViolations(Spec spec, Term term) {
        return spec.escalations().stream()
                .filter(policy -> policy.id().equals(term.escalation()))
                .flatMap(policy -> policy.tiers().stream())
                .map(EscalationPolicy.Tier::at)
                .anyMatch(at -> at.violation() != null);
    }
}
