package io.surety.agreement.reading;

import io.surety.agreement.document.EscalationPolicy;
import io.surety.agreement.document.EscalationPolicy.At;
import io.surety.agreement.document.EscalationPolicy.Tier;
import io.surety.agreement.document.Measure.DurationMeasure;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.calendar.Span;
import io.surety.shared.Ratio;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Policies whose tiers come one after the other: percentages rising, then the breach, then silence; and that open. */
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
            new BurnLint(spec, policy, path + "/tiers", findings).check();
        }
        for (int i = 0; i < spec.terms().size(); i++) {
            opens(spec.terms().get(i), "/spec/terms/" + i + "/escalation");
        }
    }

    /** Some tier fires for a term of its kind; what is not acknowledged has been told before. */
    private void opens(Term term, String path) {
        spec.escalations().stream()
                .filter(policy -> policy.id().equals(term.escalation()))
                .findFirst()
                .ifPresent(policy -> findings.errorIf(
                        policy.tiers().stream().map(Tier::at).noneMatch(at -> fires(term, at)),
                        path,
                        "escalation-never-opens",
                        "no tier of " + policy.id() + " fires for it: clocks have marks and breaches, what has verdicts"
                                + " has violations, and what has a share has a burn rate"));
    }

    private static boolean fires(Term term, At at) {
        if (at.isOfClocks()) {
            return term.measure() instanceof DurationMeasure;
        }
        return at.violation() != null
                ? term.hasVerdicts()
                : at.burn() != null && term.burnGoal().isPresent();
    }

    private void tiers(EscalationPolicy policy, String path) {
        List<At> ladder = policy.tiers().stream().map(Tier::at).toList();
        for (int i = 0; i < ladder.size(); i++) {
            Ratio elapsed = ladder.get(i).elapsed();
            findings.errorIf(
                    elapsed != null && (elapsed.compareTo(Ratio.ZERO) <= 0 || elapsed.compareTo(Ratio.ONE) >= 0),
                    path + "/" + i + "/at/elapsed",
                    "out-of-range",
                    "a share of the target lies between 0% and 100%; what comes then is the breach");
            findings.errorIf(
                    ladder.get(i).before() instanceof Span.BusinessDays,
                    path + "/" + i + "/at/before",
                    "value-not-allowed",
                    "what is left before the deadline is open time, such as PT4H: business days count to a day's end");
            if (i == 0) {
                findings.errorIf(
                        ladder.get(0).unacknowledged() != null,
                        path + "/0/at",
                        "tier-order",
                        "nobody was told yet who could have acknowledged");
            } else {
                findings.errorIf(
                        !mayFollow(ladder.subList(0, i), ladder.get(i)),
                        path + "/" + i + "/at",
                        "tier-order",
                        "tiers come in the order of time: rising shares, ever less time left, the breach, more violations,"
                                + " then what is not acknowledged");
            }
        }
    }

    /** Clocks, violations and burns each have an order of their own; whichever comes, silence is later. */
    private static boolean mayFollow(List<At> before, At next) {
        if (next.unacknowledged() != null) {
            return true;
        }
        if (before.stream().anyMatch(at -> at.unacknowledged() != null)) {
            return false;
        }
        if (next.violation() != null) {
            return before.stream().map(At::violation).filter(Objects::nonNull).allMatch(n -> n < next.violation());
        }
        if (next.burn() != null) {
            return true;
        }
        return before.stream()
                .filter(At::isOfClocks)
                .reduce((lower, higher) -> higher)
                .map(last -> mayFollow(last, next))
                .orElse(true);
    }

    private static boolean mayFollow(At before, At next) {
        if (before.breach() != null) {
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
