package io.surety.evaluation.counted;

import io.surety.agreement.document.Measure.CountedMeasure;
import io.surety.agreement.document.Measure.Limit;
import io.surety.agreement.document.Measure.Query;
import io.surety.agreement.document.Measure.RatioMeasure;
import io.surety.agreement.document.Measure.ThresholdMeasure;
import io.surety.agreement.document.SourceClause;
import io.surety.agreement.document.Term;
import io.surety.calendar.Span;
import io.surety.measurement.Bucket;
import io.surety.measurement.QueryPair;
import io.surety.measurement.SeriesRef;
import io.surety.measurement.Totals;
import io.surety.measurement.ValueLimit;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Which line of numbers a term counts, and what of its totals is good.
 *
 * @param limit within which values of a gauge are good; empty where the source counts good events itself
 * @param inverted whether what is delivered as good is bad
 */
record CountedSeries(SeriesRef series, Optional<ValueLimit> limit, boolean inverted) {

    static CountedSeries of(Term term, CountedMeasure measure, SourceClause source) {
        Optional<QueryPair> queries = queries(measure, source);
        String indicator =
                queries.map(QueryPair::indicator).orElseGet(() -> Objects.requireNonNullElse(measure.indicator(), ""));
        SeriesRef series = new SeriesRef(source.id(), term.service(), indicator);
        boolean bad = measure instanceof RatioMeasure ratio && ratio.bad() != null;
        return new CountedSeries(series, queries.isPresent() ? Optional.empty() : limit(measure), bad);
    }

    /** What the source is asked for; empty for a source that delivers by itself. */
    static Optional<QueryPair> queries(CountedMeasure measure, SourceClause source) {
        Query part = null;
        Query total = null;
        if (measure instanceof RatioMeasure ratio) {
            part = ratio.good() == null ? ratio.bad() : ratio.good();
            total = ratio.total();
        } else if (measure instanceof ThresholdMeasure threshold) {
            part = threshold.within();
            total = threshold.total();
        }
        return part == null || total == null
                ? Optional.empty()
                : Optional.of(new QueryPair(part.query(), total.query(), step(source.step())));
    }

    private static Duration step(@Nullable Span step) {
        if (step instanceof Span.OpenTime open) {
            return open.duration();
        }
        throw new IllegalStateException("lint has made sure that a source that is queried has a step");
    }

    private static Optional<ValueLimit> limit(CountedMeasure measure) {
        return measure instanceof ThresholdMeasure threshold ? Optional.of(limit(threshold.limit())) : Optional.empty();
    }

    private static ValueLimit limit(Limit limit) {
        return limit.atMost() == null
                ? ValueLimit.atLeast(
                        Objects.requireNonNull(limit.atLeast(), "lint has made sure that a limit has a bound"))
                : ValueLimit.atMost(limit.atMost());
    }

    /** Empty where values were taken away before they were counted against the limit. */
    Optional<Slot> slot(Bucket bucket) {
        OptionalLong good = good(bucket.totals());
        return good.isPresent()
                ? Optional.of(new Slot(bucket.span(), good.getAsLong(), total(bucket.totals())))
                : Optional.empty();
    }

    OptionalLong good(Totals totals) {
        if (limit.isPresent()) {
            return totals.within(limit.get());
        }
        return OptionalLong.of(inverted ? totals.total() - totals.good() : totals.good());
    }

    long total(Totals totals) {
        return limit.isPresent() ? totals.events() : totals.total();
    }
}
