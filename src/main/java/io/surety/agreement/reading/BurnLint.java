package io.surety.agreement.reading;

import io.surety.agreement.document.EscalationPolicy;
import io.surety.agreement.document.EscalationPolicy.Burn;
import io.surety.agreement.document.Per;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.calendar.Span;
import io.surety.shared.Ratio;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Optional;

/** Burn tiers that can fire, with windows that can be looked at (domain, 5.4). */
final class BurnLint {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(92);

    private final Spec spec;
    private final EscalationPolicy policy;
    private final String path;
    private final Findings findings;

    /** @param path of the policy's tiers */
    BurnLint(Spec spec, EscalationPolicy policy, String path, Findings findings) {
        this.spec = spec;
        this.policy = policy;
        this.path = path;
        this.findings = findings;
    }

    void check() {
        List<Term> terms = spec.terms().stream()
                .filter(term -> policy.id().equals(term.escalation()))
                .filter(term -> term.burnGoal().isPresent())
                .toList();
        for (int i = 0; i < policy.tiers().size(); i++) {
            Burn burn = policy.tiers().get(i).at().burn();
            if (burn != null) {
                String at = path + "/" + i + "/at/burn";
                windows(burn, at);
                findings.errorIf(
                        terms.isEmpty()
                                && spec.terms().stream()
                                        .anyMatch(term -> policy.id().equals(term.escalation())),
                        at,
                        "burn-never-fires",
                        "no term that names the policy has a share whose error budget could burn");
                factor(burn, terms, at);
            }
        }
    }

    private void windows(Burn burn, String at) {
        Optional<Duration> longer = window(burn.longWindow(), at + "/long");
        Optional<Duration> shorter = window(burn.shortWindow(), at + "/short");
        findings.errorIf(
                longer.isPresent() && shorter.isPresent() && shorter.get().compareTo(longer.get()) >= 0,
                at + "/short",
                "burn-windows",
                "the short window, by which it ends, is shorter than the long one");
    }

    private Optional<Duration> window(Span span, String at) {
        Optional<Duration> length = length(span);
        boolean whole = length.filter(l -> l.toMillis() % MINUTE.toMillis() == 0 && l.compareTo(LONGEST) <= 0)
                .isPresent();
        findings.errorIf(
                !whole, at, "burn-windows", "a window is a whole number of minutes or of days, 92 days at the most");
        return whole ? length : Optional.empty();
    }

    private static Optional<Duration> length(Span span) {
        if (span instanceof Span.OpenTime wall) {
            return Optional.of(wall.duration());
        }
        if (span instanceof Span.Dates dates) {
            Period period = dates.period();
            return period.toTotalMonths() > 0 ? Optional.empty() : Optional.of(Duration.ofDays(period.getDays()));
        }
        return Optional.empty();
    }

    private void factor(Burn burn, List<Term> terms, String at) {
        findings.errorIf(
                burn.factor().signum() == 0, at + "/factor", "out-of-range", "the budget burns faster than not at all");
        List<String> never = terms.stream()
                .filter(term -> neverFires(burn, term.burnGoal().orElseThrow()))
                .map(Term::id)
                .toList();
        String message = "even if everything failed, the burn rate would not exceed the factor; it must be less than"
                + " 1 ÷ (1 − target), and the target less than 100%: " + String.join(", ", never);
        boolean all = never.size() == terms.size();
        findings.errorIf(!never.isEmpty() && all, at + "/factor", "burn-never-fires", message);
        findings.warnIf(!never.isEmpty() && !all, at + "/factor", "burn-never-fires-here", message);
        for (Term term : terms) {
            findings.warnIf(
                    length(burn.longWindow())
                            .filter(l -> l.compareTo(budgetPeriod(term)) > 0)
                            .isPresent(),
                    at + "/long",
                    "burn-outlasts-budget",
                    "the window is longer than what the budget of " + term.id() + " is for");
        }
    }

    /** factor × (1 − target) ≥ 1, or nothing that could burn. */
    private static boolean neverFires(Burn burn, Ratio goal) {
        Ratio budget = Ratio.ONE.minus(goal);
        return budget.equals(Ratio.ZERO)
                || Ratio.of(burn.factor()).times(budget).compareTo(Ratio.ONE) >= 0;
    }

    private static Duration budgetPeriod(Term term) {
        if (term.objective() != null) {
            Period rolling = ((Span.Dates) term.objective().rolling()).period();
            return Duration.ofDays(rolling.toTotalMonths() * 31 + rolling.getDays());
        }
        return Duration.ofDays(
                term.per() == Per.DAY
                        ? 1
                        : term.per() == Per.WEEK
                                ? 7
                                : term.per() == Per.MONTH ? 31 : term.per() == Per.QUARTER ? 92 : 366);
    }
}
