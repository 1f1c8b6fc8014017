package io.surety.calendar;

import io.surety.shared.Interval;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Open time on the instant line: the only source of business time. Immutable, safe for many threads. */
public interface ServiceCalendar {

    ZoneId zone();

    /** The open time in {@code [from, to)}, in milliseconds; 0 if {@code to} is not after {@code from}. */
    long elapsedMillis(Instant from, Instant to);

    boolean isOpen(Instant at);

    /** The first open instant at or after {@code at}, or empty if the calendar never opens again. */
    Optional<Instant> nextOpen(Instant at);

    /** The open parts of {@code span}, in order, disjoint and not touching. */
    List<Interval> openWithin(Interval span);

    /**
     * When {@code within} is over for a clock that started at {@code start}.
     *
     * @param within open time or business days; {@link Span.Dates} is refused with an {@link IllegalArgumentException}
     * @param pauses spans in which the clock stands still; any order, may overlap
     * @return empty if the calendar never opens for long enough
     */
    Optional<Due> due(Instant start, Span within, List<Interval> pauses);

    /**
     * The instant at which {@code openMillis} of open, unpaused time have passed since {@code start}, the earliest one;
     * {@code start} itself for 0.
     */
    Optional<Instant> after(Instant start, long openMillis, List<Interval> pauses);
}
