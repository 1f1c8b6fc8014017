package io.surety.escalation;

import io.surety.agreement.document.AgreementDocument;
import io.surety.agreement.document.EscalationPolicy;
import io.surety.agreement.document.EscalationPolicy.At;
import io.surety.agreement.document.EscalationPolicy.Tier;
import io.surety.agreement.document.Term;
import io.surety.calendar.Span;
import io.surety.evaluation.ClockMark;
import io.surety.evaluation.ThresholdReached;
import io.surety.shared.Ratio;
import java.util.List;
import java.util.stream.IntStream;

/** The policy of an escalation with the document it stands in. */
record FrozenPolicy(AgreementDocument document, EscalationPolicy policy) {

    List<Tier> tiers() {
        return policy.tiers();
    }

    /** The tiers whose mark a clock has passed with the event: at a breach every mark below it, too. */
    List<Integer> reachedBy(ThresholdReached event) {
        return IntStream.range(0, tiers().size())
                .filter(tier -> isReached(tiers().get(tier).at(), event))
                .boxed()
                .toList();
    }

    private static boolean isReached(At at, ThresholdReached event) {
        if (event.isBreach()) {
            return at.unacknowledged() == null;
        }
        Ratio share = at.elapsed();
        if (share != null) {
            return event.percent().filter(p -> p.compareTo(share) >= 0).isPresent();
        }
        return at.before() instanceof Span.OpenTime length
                && event.mark() instanceof ClockMark.Before before
                && before.left().compareTo(length.duration()) <= 0;
    }

    Term term(String id) {
        return document.spec()
                .term(id)
                .orElseThrow(() -> new IllegalStateException(document.metadata().name() + " has no term " + id));
    }
}
