package io.surety.evaluation.verdict;

import io.surety.agreement.Version;
import io.surety.agreement.document.Term;
import io.surety.agreement.document.Term.OnlyIf;
import io.surety.shared.Interval;
import java.util.List;
import java.util.function.ToLongFunction;

/** The qualifying condition on the number of items ({@code onlyIf}). */
public final class ItemCondition {

    private ItemCondition() {}

    /** Where items must be known for judging a part-period: in all periods of the condition that it touches. */
    public static Interval needed(Version version, Term term, PartPeriod period) {
        OnlyIf onlyIf = term.onlyIf();
        if (onlyIf == null) {
            return period.part();
        }
        List<Interval> conditions = periods(version, onlyIf, period);
        return new Interval(
                conditions.get(0).from(), conditions.get(conditions.size() - 1).to());
    }

    /**
     * Whether it holds, in every period of the condition that the judged one touches; no condition always holds.
     *
     * @param items how many there are in a span
     */
    public static boolean holds(Version version, Term term, PartPeriod period, ToLongFunction<Interval> items) {
        OnlyIf onlyIf = term.onlyIf();
        return onlyIf == null
                || periods(version, onlyIf, period).stream().allMatch(p -> {
                    long count = items.applyAsLong(p);
                    Integer atLeast = onlyIf.items().atLeast();
                    Integer atMost = onlyIf.items().atMost();
                    return (atLeast == null || count >= atLeast) && (atMost == null || count <= atMost);
                });
    }

    private static List<Interval> periods(Version version, OnlyIf onlyIf, PartPeriod period) {
        return new Periods(onlyIf.per(), version.document().spec().period().zone()).touching(period.part());
    }
}
