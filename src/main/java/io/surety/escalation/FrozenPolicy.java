package io.surety.escalation;

import io.surety.agreement.document.AgreementDocument;
import io.surety.agreement.document.EscalationPolicy;
import io.surety.agreement.document.EscalationPolicy.At;
import io.surety.agreement.document.EscalationPolicy.Tier;
import io.surety.agreement.document.Term;
import io.surety.calendar.Span;
import io.surety.evaluation.ClockMark;
import io.surety.shared.Ratio;
import java.util.List;
import java.util.stream.IntStream;

/** The policy of an escalation with the document it stands in. */
record FrozenPolicy(AgreementDocument document, EscalationPolicy policy) {

    List<Tier> tiers() {
        return policy.tiers();
    }

    /**
     * The tiers that name what was reached. At a breach that is every mark below it, too, and at the n-th violation the
     * tiers for fewer; a burn tier fires by its own windows only.
     */
    List<Integer> reachedBy(Occasion event) {
        return IntStream.range(0, tiers().size())
                .filter(tier -> isReached(tiers().get(tier).at(), event.what()))
                .boxed()
                .toList();
    }

    /** The tiers that a breach reaches, and nothing before it. */
    List<Integer> tiersOfBreaches() {
        return IntStream.range(0, tiers().size())
                .filter(tier -> tiers().get(tier).at().breach() != null)
                .boxed()
                .toList();
    }

    private static boolean isReached(At at, Occasion.What what) {
        if (what instanceof Occasion.What.Burn burn) {
            return at.burn() != null && at.burn().text().equals(burn.rule().text());
        }
        if (what instanceof Occasion.What.Violation violation) {
            return at.violation() != null && at.violation() <= violation.number();
        }
        return at.isOfClocks() && isPassed(at, (Occasion.What.Clock) what);
    }

    private static boolean isPassed(At at, Occasion.What.Clock clock) {
        if (clock.mark().isBreach()) {
            return true;
        }
        Ratio share = at.elapsed();
        if (share != null) {
            return clock.percent().filter(p -> p.compareTo(share) >= 0).isPresent();
        }
        return at.before() instanceof Span.OpenTime length
                && clock.mark() instanceof ClockMark.Before before
                && before.left().compareTo(length.duration()) <= 0;
    }

    Term term(String id) {
        return document.spec()
                .term(id)
                .orElseThrow(() -> new IllegalStateException(document.metadata().name() + " has no term " + id));
    }
}
