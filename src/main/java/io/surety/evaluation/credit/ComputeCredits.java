package io.surety.evaluation.credit;

import io.surety.agreement.document.CreditLimits;
import io.surety.agreement.document.Term;
import io.surety.shared.Ratio;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The credits of an agreement, of all its versions together. The order is fixed: percent × base → stacking → cap of the month → cap of the year →
 * minimum → one rounding, half up to the currency's digits.
 *
 * <p>Caps are used up in the order of period end, then key. What is not owed because it is below the minimum uses nothing
 * up. Give all cases of the contract year at once: a credit depends on those before it.
 *
 * <p>Nothing is converted. Where an amendment charges in another currency, each currency is stacked and capped by itself, so
 * that a cap is a share of what is charged in it.
 */
public final class ComputeCredits {

    private final List<ContractPart> parts;
    private final ContractYears years;
    private final Map<InCurrency<YearMonth>, Exact> usedInMonth = new HashMap<>();
    private final Map<InCurrency<Integer>, Exact> usedInYear = new HashMap<>();

    private ComputeCredits(List<ContractPart> parts) {
        this.parts = parts;
        this.years = new ContractYears(parts.get(0).from());
    }

    /**
     * A line for each case whose term has a credit clause and whose base is charged for, in the order in which caps are
     * used up.
     *
     * @param parts what holds when, by date; the contract years are counted from the start of the first
     */
    public static List<CreditLine> of(List<ContractPart> parts, List<CreditCase> cases) {
        return cases.isEmpty() ? List.of() : new ComputeCredits(List.copyOf(parts)).compute(cases);
    }

    private List<CreditLine> compute(List<CreditCase> cases) {
        List<Step> steps = new ArrayList<>();
        cases.stream()
                .sorted(Comparator.comparing(CreditCase::to).thenComparing(CreditCase::key))
                .forEach(one -> gross(one).ifPresent(steps::add));
        Map<Group, Step> greatest = greatestByGroup(steps);
        return steps.stream().map(step -> line(step, greatest)).toList();
    }

    /** Percent × base, or amount × count; empty where nothing can be owed. */
    private Optional<Step> gross(CreditCase one) {
        Term.CreditClause clause = one.term().credit();
        if (clause == null) {
            return Optional.empty();
        }
        return ChargesOfSpan.base(one.spec(), clause.base(), one.from(), one.to())
                .map(base -> {
                    Term.PerCount perCount = clause.perCount();
                    if (perCount != null && perCount.amount() != null) {
                        Exact amount =
                                Exact.of(perCount.amount(), base.currency()).times(Ratio.of(one.count(), 1));
                        return new Step(one, base, Optional.empty(), amount);
                    }
                    Ratio percent = perCount != null && perCount.percent() != null
                            ? Ratio.of(perCount.percent()).times(Ratio.of(one.count(), 100))
                            : tier(clause, one).orElse(Ratio.ZERO);
                    return new Step(one, base, Optional.of(percent), base.times(percent));
                });
    }

    /** The one tier with the lowest {@code below} that is greater than the value; tiers do not add up. */
    private static Optional<Ratio> tier(Term.CreditClause clause, CreditCase one) {
        return one.share().flatMap(value -> clause.tiers().stream()
                .filter(tier -> tier.below().compareTo(value) > 0)
                .min(Comparator.comparing(Term.CreditTier::below))
                .map(tier -> Ratio.of(tier.percent()).dividedBy(Ratio.of(100, 1))));
    }

    /** Under {@code max}, the case that stands for each group: the greatest, and the first of equals. */
    private static Map<Group, Step> greatestByGroup(List<Step> steps) {
        return steps.stream()
                .collect(Collectors.toMap(
                        Step::group,
                        step -> step,
                        (one, other) -> other.exact.value().compareTo(one.exact.value()) > 0 ? other : one));
    }

    private CreditLine line(Step step, Map<Group, Step> greatest) {
        CreditLimits limits = step.one.spec().creditLimits();
        boolean counts =
                limits == null || limits.stacking() == CreditLimits.Stacking.SUM || step == greatest.get(step.group());
        String currency = step.base.currency();
        Exact stacked = counts ? step.exact : Exact.zero(currency);
        YearMonth month = YearMonth.from(step.one.lastDate());
        int year = years.of(step.one.lastDate());
        Optional<Exact> monthCap = cap(
                limits == null ? null : limits.perMonth(),
                month.atDay(1),
                month.plusMonths(1).atDay(1),
                currency);
        Optional<Exact> yearCap =
                cap(limits == null ? null : limits.perYear(), years.from(year), years.from(year + 1), currency);
        var ofMonth = new InCurrency<>(month, currency);
        var ofYear = new InCurrency<>(year, currency);
        Exact afterMonth = capped(stacked, monthCap, usedInMonth.get(ofMonth));
        Exact afterYear = capped(afterMonth, yearCap, usedInYear.get(ofYear));
        Exact owed = belowMinimum(afterYear, limits) ? Exact.zero(currency) : afterYear;
        usedInMonth.merge(ofMonth, owed, Exact::plus);
        usedInYear.merge(ofYear, owed, Exact::plus);
        return new CreditLine(
                step.one.key(), step.base, step.percent, step.exact, stacked, afterMonth, afterYear, owed.rounded());
    }

    private static Exact capped(Exact amount, Optional<Exact> cap, @Nullable Exact used) {
        return cap.map(limit -> used == null ? limit : limit.minus(used))
                .map(amount::atMost)
                .orElse(amount);
    }

    /** A share of what the agreement charges in a span and currency, whichever version holds in which part of it. */
    private Optional<Exact> cap(@Nullable Ratio share, LocalDate from, LocalDate to, String currency) {
        return Optional.ofNullable(share).map(portion -> parts.stream()
                .flatMap(part -> part.charges(from, to).stream())
                .filter(charges -> charges.currency().equals(currency))
                .reduce(Exact::plus)
                .map(charges -> charges.times(portion))
                .orElse(Exact.zero(currency)));
    }

    private static boolean belowMinimum(Exact amount, @Nullable CreditLimits limits) {
        return limits != null
                && limits.minimum() != null
                && amount.isBelow(Exact.of(limits.minimum(), amount.currency()));
    }

    /** A span in which a currency has a cap of its own. */
    private record InCurrency<T>(T span, String currency) {}

    /** What is stacked; all terms of an agreement are one group unless they say otherwise. */
    private record Group(YearMonth month, String currency, String name) {}

    private record Step(CreditCase one, Exact base, Optional<Ratio> percent, Exact exact) {

        Group group() {
            Term.CreditClause clause = one.term().credit();
            String name = clause == null || clause.stackingGroup() == null ? "" : clause.stackingGroup();
            return new Group(YearMonth.from(one.lastDate()), exact.currency(), name);
        }
    }
}
