package io.surety.agreement.reading;

import io.surety.agreement.document.EscalationPolicy;
import io.surety.agreement.document.EscalationPolicy.At;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.calendar.Span;
import io.surety.shared.Ratio;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Policies whose tiers come one after the other: percentages rising, then the breach, then silence. */
final class EscalationLint {

    private final Spec spec;
    private final Findings findings;

    EscalationLint(Spec spec, Findings findings) {
        this.spec = spec;
        this.findings = findings;
    }

    void check() {
        findings.unique(spec.escalations(), EscalationPolicy::id, "/spec/escalations", "id");
        Set<String> used = spec.terms().stream()
                .map(Term::escalation)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        for (int i = 0; i < spec.escalations().size(); i++) {
            EscalationPolicy policy = spec.escalations().get(i);
            String path = "/spec/escalations/" + i;
            findings.warnIf(!used.contains(policy.id()), path, "policy-not-used", "no term names " + policy.id());
            if (policy.quiet() != null) {
                findings.known(Ids.calendars(spec), policy.quiet().calendar(), path + "/quiet/calendar", "calendar");
            }
            tiers(policy, path + "/tiers");
        }
    }

    private void tiers(EscalationPolicy policy, String path) {
        for (int i = 0; i < policy.tiers().size(); i++) {
            At at = policy.tiers().get(i).at();
            Ratio elapsed = at.elapsed();
            findings.errorIf(
                    elapsed != null && (elapsed.compareTo(Ratio.ZERO) <= 0 || elapsed.compareTo(Ratio.ONE) >= 0),
                    path + "/" + i + "/at/elapsed",
                    "out-of-range",
                    "a share of the target lies between 0% and 100%; what comes then is the breach");
            if (i == 0) {
                findings.errorIf(
                        at.unacknowledged() != null,
                        path + "/0/at",
                        "tier-order",
                        "nobody was told yet who could have acknowledged");
            } else {
                findings.errorIf(
                        !mayFollow(policy.tiers().get(i - 1).at(), at),
                        path + "/" + i + "/at",
                        "tier-order",
                        "tiers come in the order of time: rising shares, ever less time left, the breach, then what is not acknowledged");
            }
        }
    }

    private static boolean mayFollow(At before, At next) {
        if (next.unacknowledged() != null) {
            return true;
        }
        if (before.unacknowledged() != null || before.breach() != null) {
            return false;
        }
        if (next.breach() != null) {
            return true;
        }
        if (before.elapsed() != null && next.elapsed() != null) {
            return next.elapsed().compareTo(before.elapsed()) > 0;
        }
        if (before.before() instanceof Span.OpenTime longer && next.before() instanceof Span.OpenTime shorter) {
            return longer.duration().compareTo(shorter.duration()) > 0;
        }
        return true; // which of a share and a length comes first depends on the target
    }
}
