package io.surety.agreement.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.surety.calendar.Span;
import org.jspecify.annotations.Nullable;

/**
 * Where measurements come from; the connection behind it is the operator's.
 *
 * @param id also the name under which measurements are delivered
 * @param complete what silence means
 * @param delivers the third party whose duty the delivery is
 */
public record SourceClause(
        String id,
        Kind kind,
        Completeness complete,
        @Nullable String connection,
        @Nullable Span step,
        @Nullable Span staleAfter,
        @Nullable String delivers,
        @Nullable Span every,
        @Nullable String by) {

    /** What a source delivers. */
    public enum Kind {
        @JsonProperty("work-items")
        WORK_ITEMS,
        @JsonProperty("outages")
        OUTAGES,
        @JsonProperty("samples")
        SAMPLES,
        @JsonProperty("counters")
        COUNTERS,
        @JsonProperty("prometheus")
        PROMETHEUS
    }

    /** {@code WATERMARK}: no record means that nothing happened; {@code SAMPLES}: silence is unknown. */
    public enum Completeness {
        @JsonProperty("watermark")
        WATERMARK,
        @JsonProperty("samples")
        SAMPLES
    }
}
