package io.surety.evaluation.counted;

import io.surety.agreement.document.Measure.CountedMeasure;
import io.surety.calendar.Span;
import io.surety.evaluation.availability.Down;
import io.surety.evaluation.availability.Signal;
import io.surety.evaluation.availability.Spans;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Slices that are good or bad (OpenSLO, Timeslices): a slice is good iff its ratio is at least the slice target, and
 * unknown without events. A slice that closed or excluded time cuts counts by what is left of it.
 */
final class Slices {

    private final CountedMeasure measure;
    private final ReadSegments read;

    Slices(CountedMeasure measure, ReadSegments read) {
        this.measure = measure;
        this.read = read;
    }

    static Duration length(CountedMeasure measure) {
        if (measure.slice() instanceof Span.OpenTime open) {
            return open.duration();
        }
        throw new IllegalStateException("lint has made sure that slices have a length");
    }

    Signal signal(Interval judged) {
        Ratio target = Objects.requireNonNull(measure.sliceTarget(), "lint has made sure that slices have a target");
        Duration length = length(measure);
        List<Down> down = new ArrayList<>();
        List<Interval> known = new ArrayList<>();
        long events = 0;
        for (Slot slice : read.slices(around(judged, length), length)) {
            events = Math.addExact(events, slice.total());
            known.add(slice.span());
            if (Ratio.of(slice.good(), slice.total()).compareTo(target) < 0) {
                String evidence =
                        measure.source() + "/slice " + slice.span().from() + " " + slice.good() + "/" + slice.total();
                down.add(Down.observed(slice.span(), evidence));
            }
        }
        return new Signal(down, Spans.gaps(judged, known), events);
    }

    /** All slices that touch the span. */
    private static Interval around(Interval span, Duration length) {
        long millis = length.toMillis();
        long first = Math.floorDiv(span.from().toEpochMilli(), millis);
        long after = -Math.floorDiv(-span.to().toEpochMilli(), millis);
        return new Interval(Instant.ofEpochMilli(first * millis), Instant.ofEpochMilli(after * millis));
    }
}
