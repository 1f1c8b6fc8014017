package io.surety.agreement.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.surety.calendar.Span;
import io.surety.shared.Ratio;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a term measures, and how. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Measure.DurationMeasure.class, name = "duration"),
    @JsonSubTypes.Type(value = Measure.AvailabilityMeasure.class, name = "availability"),
    @JsonSubTypes.Type(value = Measure.RatioMeasure.class, name = "ratio"),
    @JsonSubTypes.Type(value = Measure.ThresholdMeasure.class, name = "threshold"),
    @JsonSubTypes.Type(value = Measure.VolumeMeasure.class, name = "volume")
})
public sealed interface Measure {

    /** The id of the source in the document. */
    String source();

    /**
     * Clocks over work items.
     *
     * @param of what is measured: {@code work-item} or {@code lead}
     * @param where attribute to accepted values; all must hold for an item to match
     * @param end what decides a clock as stopped without having met anything, such as a lead that was refused
     * @param reopen what a reopening after the stop does; {@code ignore} where the document says nothing
     * @param stays whether all stays between starts and stops are summed in one clock or judged each; null is one clock
     *     from the first start to the first stop after it
     */
    record DurationMeasure(
            String of,
            String source,
            Map<String, List<String>> where,
            Trigger start,
            List<Pause> pause,
            List<Attribution> attribute,
            Trigger stop,
            @Nullable Trigger end,
            Reopen reopen,
            @Nullable Stays stays)
            implements Measure {}

    /**
     * Share of agreed service time.
     *
     * @param minimumOutage an outage shorter than this on the wall does not count; null counts all
     * @param slice length of a slice, with {@code from: slices}
     * @param sliceTarget a slice is bad iff good/total is below this
     */
    record AvailabilityMeasure(
            From from, String source, @Nullable Span minimumOutage, @Nullable Span slice, @Nullable Ratio sliceTarget)
            implements Measure {

        /** What availability is computed from. */
        public enum From {
            @JsonProperty("outages")
            OUTAGES,
            @JsonProperty("samples")
            SAMPLES,
            @JsonProperty("slices")
            SLICES
        }
    }

    /** What is counted as good events among all events, and how a period's value comes from it. */
    sealed interface CountedMeasure extends Measure permits RatioMeasure, ThresholdMeasure {

        /** Which of several lines of numbers that a source delivers about the service; null where there is only one. */
        @Nullable
        String indicator();

        Method method();

        /** Length of a slice; null unless {@link #method} looks at slices. */
        @Nullable
        Span slice();

        /** Share of a slice's events that must be good; null unless the method is {@code timeslices}. */
        @Nullable
        Ratio sliceTarget();
    }

    /**
     * Good events over all events.
     *
     * @param good counts good events of a step, where the source is queried; null for a source that delivers counters
     * @param bad counts bad events instead of good ones; null where {@code good} is there
     * @param total counts all events of a step; null for a source that delivers counters
     */
    record RatioMeasure(
            String source,
            @Nullable String indicator,
            @Nullable Query good,
            @Nullable Query bad,
            @Nullable Query total,
            Method method,
            @Nullable Span slice,
            @Nullable Ratio sliceTarget)
            implements CountedMeasure {}

    /**
     * Share of a gauge's samples within a limit: "p95 at most 300 ms" is "at least 95 % of the samples at most 300 ms",
     * judged by counting.
     *
     * @param within counts the samples of a step within the limit, where the source is queried; null for a source that
     *     delivers samples of the gauge
     * @param total counts all samples of a step; null for a source that delivers samples
     */
    record ThresholdMeasure(
            String source,
            @Nullable String indicator,
            Limit limit,
            @Nullable Query within,
            @Nullable Query total,
            Method method,
            @Nullable Span slice,
            @Nullable Ratio sliceTarget)
            implements CountedMeasure {}

    /** Exactly one of the two bounds, in {@code unit}; a sample at the bound is within. */
    record Limit(@Nullable BigDecimal atMost, @Nullable BigDecimal atLeast, String unit) {}

    /** What a source is asked for each step; {@code $step} stands for the step's length. */
    record Query(String query) {}

    /** How a period's value comes from good and total events (OpenSLO, {@code budgetingMethod}). */
    enum Method {
        /** Σ good / Σ total. */
        @JsonProperty("occurrences")
        OCCURRENCES,
        /** Good slices / slices. */
        @JsonProperty("timeslices")
        TIMESLICES,
        /** The mean of the slices' ratios. */
        @JsonProperty("ratio-timeslices")
        RATIO_TIMESLICES
    }

    /**
     * Work items counted by subset.
     *
     * @param start the instant at which an item is delivered, by which it belongs to a period
     * @param subsets in this order, the first match wins; an item in none of them does not count
     * @param refuse how the other side may refuse an item; null if it may not
     */
    record VolumeMeasure(
            String of,
            String source,
            Map<String, List<String>> where,
            Trigger start,
            List<Subset> subsets,
            @Nullable Refuse refuse)
            implements Measure {

        /** The target id under which the value-weighted verdict of a volume stands. */
        public static final String WEIGHTED = "weighted";
    }

    /**
     * @param when attribute to accepted values, at the delivery
     * @param committed how many are owed in a whole period
     * @param value what one of them is worth; null where only numbers count
     */
    record Subset(String id, Map<String, List<String>> when, int committed, @Nullable BigDecimal value) {}

    /**
     * @param reasons for which an item may be refused
     * @param within counted on the target's calendar from the delivery; later the item stands
     */
    record Refuse(List<String> reasons, Span within) {}

    /**
     * An instant in an item's life; exactly one of {@code event}, {@code enters} and {@code leaves}.
     *
     * @param event type of an event, such as {@code created}
     * @param enters attribute to values: the instant at which it takes one of them, coming from none of them
     * @param leaves the instant at which it stops having one of them
     * @param by who must have caused an event, such as {@code human}
     * @param count the n-th such instant, 1 by default
     */
    record Trigger(
            @Nullable String event,
            Map<String, List<String>> enters,
            Map<String, List<String>> leaves,
            @Nullable String by,
            int count) {

        public Trigger {
            enters = enters == null ? Map.of() : Map.copyOf(enters);
            leaves = leaves == null ? Map.of() : Map.copyOf(leaves);
        }
    }

    /** The clock stands still while all attributes have one of the values. */
    record Pause(@JsonProperty("while") Map<String, List<String>> during, @Nullable String party) {}

    /** The clock runs, and the ledger names the party. */
    record Attribution(@JsonProperty("while") Map<String, List<String>> during, String party) {}

    /** @param within how long after the stop a reopening still counts; null is always */
    record Reopen(As as, @Nullable Span within) {
        public enum As {
            @JsonProperty("continue")
            CONTINUE,
            @JsonProperty("reset")
            RESET,
            @JsonProperty("ignore")
            IGNORE
        }
    }

    /** How repeated stays count. */
    enum Stays {
        @JsonProperty("sum")
        SUM,
        @JsonProperty("each")
        EACH
    }
}
