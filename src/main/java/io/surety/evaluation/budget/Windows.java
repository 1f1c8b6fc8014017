package io.surety.evaluation.budget;

import io.surety.calendar.Span;
import io.surety.shared.Interval;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Windows that end at an instant: of wall time, or of local dates in a zone. */
final class Windows {

    private Windows() {}

    /** @throws IllegalStateException for business days, which lint refuses */
    static Interval before(Instant end, Span length, ZoneId zone) {
        if (length instanceof Span.OpenTime wall) {
            return new Interval(end.minus(wall.duration()), end);
        }
        if (length instanceof Span.Dates dates) {
            return new Interval(end.atZone(zone).minus(dates.period()).toInstant(), end);
        }
        throw new IllegalStateException("lint refuses windows of business days: " + length.text());
    }

    /** Counts are kept by the minute, so windows begin and end on whole ones. */
    static Instant wholeMinute(Instant at) {
        return at.truncatedTo(ChronoUnit.MINUTES);
    }
}
