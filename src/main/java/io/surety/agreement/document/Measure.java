package io.surety.agreement.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.surety.calendar.Span;
import io.surety.shared.Ratio;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a term measures, and how. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Measure.DurationMeasure.class, name = "duration"),
    @JsonSubTypes.Type(value = Measure.AvailabilityMeasure.class, name = "availability")
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
