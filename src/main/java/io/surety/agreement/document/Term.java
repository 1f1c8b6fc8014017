package io.surety.agreement.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.surety.calendar.Span;
import io.surety.shared.Ratio;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One guarantee: who is obligated, what is measured, against which target, over which period.
 *
 * @param targets of a {@code duration} term, in this order, the first match wins; empty for other kinds
 * @param target of every other kind; null for {@code duration}, and where there is only an objective
 * @param objective over a rolling window: it has a budget and alerts, and no verdict
 * @param tolerance instead of {@code conformance}; with neither, the first breach of a month violates
 * @param escalation id of an escalation policy
 */
public record Term(
        String id,
        String service,
        Obligated obligated,
        Measure measure,
        List<ClockTarget> targets,
        @Nullable PeriodTarget target,
        @Nullable Objective objective,
        @Nullable Conformance conformance,
        @Nullable Tolerance tolerance,
        int minimumEvents,
        @Nullable OnlyIf onlyIf,
        NoData noData,
        Ratio completeness,
        @Nullable CreditClause credit,
        @Nullable Chronic chronic,
        @Nullable String escalation,
        List<Support> supportedBy,
        @Nullable Tracking tracking) {

    /** Over which calendar period it is judged; where the document says nothing, a month. */
    public Per per() {
        if (target != null) {
            return target.per();
        }
        if (conformance != null) {
            return conformance.per();
        }
        return tolerance == null ? Per.MONTH : tolerance.per();
    }

    /** Whether its periods have verdicts; what is only an objective has none. */
    public boolean hasVerdicts() {
        return target != null || measure instanceof Measure.DurationMeasure;
    }

    /**
     * The share that a verdict on the term must reach; empty under a tolerance.
     *
     * @param verdictTarget of the verdict: a target of a {@code duration}, a subset of a {@code volume} or
     *     {@link Measure.VolumeMeasure#WEIGHTED}; empty for a verdict on the whole term
     */
    public Optional<Ratio> goal(Optional<String> verdictTarget) {
        if (target == null) {
            return Optional.ofNullable(conformance).map(Conformance::atLeast);
        }
        if (measure instanceof Measure.VolumeMeasure) {
            boolean weighted = verdictTarget.equals(Optional.of(Measure.VolumeMeasure.WEIGHTED));
            return Optional.ofNullable(weighted ? target.weighted() : target.each());
        }
        return Optional.ofNullable(target.atLeast() == null ? target.share() : target.atLeast());
    }

    /**
     * The share by which its error budget burns and warns: the objective's where there is one, else that of its verdicts;
     * empty under a tolerance, which is a number and no share, and for a {@code volume}, whose lots do not burn.
     */
    public Optional<Ratio> burnGoal() {
        if (objective != null) {
            return Optional.of(objective.atLeast());
        }
        return measure instanceof Measure.VolumeMeasure ? Optional.empty() : goal(Optional.empty());
    }

    /** Which of the two sides owes the term. */
    public enum Obligated {
        @JsonProperty("provider")
        PROVIDER,
        @JsonProperty("customer")
        CUSTOMER
    }

    /**
     * @param when attribute to accepted values; the key {@code opened} names a calendar that is open at the start
     * @param calendar id of a calendar, or {@code assignee}
     * @param within open time or business days
     */
    public record ClockTarget(String id, Map<String, List<String>> when, String calendar, Span within) {

        /** Stands for the calendar of the person to whom an item is assigned when its clock starts. */
        public static final String ASSIGNEE = "assignee";
    }

    /**
     * What a period must come to. A {@code volume} has {@code each}, {@code weighted} or both, any other kind exactly one
     * of {@code atLeast} and {@code share}, which say the same.
     *
     * @param each share of its commitment that every subset must reach
     * @param weighted share of the value of all commitments that the accepted items must reach
     */
    public record PeriodTarget(
            @Nullable Ratio atLeast,
            @Nullable Ratio share,
            @Nullable Ratio each,
            @Nullable Ratio weighted,
            String calendar,
            Per per) {}

    /** @param rolling length of the window that ends now, in local dates */
    public record Objective(Ratio atLeast, Span rolling) {}

    /** VIOLATED iff the share of the clocks decided in the period that met their target is below {@code atLeast}. */
    public record Conformance(Ratio atLeast, Per per, By by) {
        /** Judged over the whole term or for each of its targets. */
        public enum By {
            @JsonProperty("term")
            TERM,
            @JsonProperty("target")
            TARGET
        }
    }

    /** VIOLATED iff at least {@code breaches} lie in the period. */
    public record Tolerance(int breaches, Per per) {}

    /** Qualifying condition on the number of items; while it is false nothing is determined. */
    public record OnlyIf(Items items, Per per) {
        public record Items(@Nullable Integer atLeast, @Nullable Integer atMost) {}
    }

    /** How unknown time counts. */
    public enum NoData {
        @JsonProperty("exclude")
        EXCLUDE,
        @JsonProperty("good")
        GOOD,
        @JsonProperty("bad")
        BAD
    }

    /**
     * @param base a service with charges of its own, or {@code agreement}
     * @param tiers the one with the lowest {@code below} greater than the value applies
     * @param perCount under a tolerance: what is owed for each full group of breaches, instead of tiers
     */
    public record CreditClause(
            String base,
            List<CreditTier> tiers,
            @Nullable PerCount perCount,
            @Nullable String stackingGroup,
            @Nullable EarnBack earnBack) {}

    /** @param percent of the base, such as {@code 5} for 5 % */
    public record CreditTier(Ratio below, BigDecimal percent) {}

    /** Exactly one of the two. */
    public record PerCount(@Nullable BigDecimal amount, @Nullable BigDecimal percent) {}

    public record EarnBack(int periods) {}

    /** {@code periods} of {@code of} consecutive periods below {@code below} give a right. */
    public record Chronic(Ratio below, int periods, int of, String gives) {}

    /** What carries the term: a term of another agreement, or own work of a given length. */
    public record Support(@Nullable String agreement, @Nullable String term, @Nullable String as, @Nullable Span own) {}

    /** A third party's duty to have the term measured. */
    public record Tracking(String measuredBy, String at, String checkedBy, @Nullable String test) {}
}
