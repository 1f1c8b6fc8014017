package io.surety.calendar;

import io.surety.shared.Interval;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Open time on the instant line: the only source of business time. Immutable, safe for many threads.
 *
 * <p>Every answer costs O(log n) in the length of what has been asked about, once the years in question are compiled.
 * Instants are cut to milliseconds. The years 1900 to 2399 are known; an instant outside is refused with an
 * {@link IllegalArgumentException}.
 */
public interface ServiceCalendar {

    /** Compiles a calendar; its years are placed on the instant line when they are first asked for. */
    static ServiceCalendar of(CalendarDefinition definition) {
        return new CompiledCalendar(definition);
    }

    ZoneId zone();

    /** The open time in {@code [from, to)}, in milliseconds; 0 if {@code to} is not after {@code from}. */
    long elapsedMillis(Instant from, Instant to);

    /**
     * The open time in {@code [from, to)} outside the pauses, in milliseconds.
     *
     * @param pauses any order, may overlap
     */
    long elapsedMillis(Instant from, Instant to, List<Interval> pauses);

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
     * @return empty if the calendar never opens for long enough, or never again after that, so that nothing can be late
     */
    Optional<Due> due(Instant start, Span within, List<Interval> pauses);

    /**
     * The instant at which {@code openMillis} of open, unpaused time have passed since {@code start}, the earliest one;
     * {@code start} itself for 0.
     */
    Optional<Instant> after(Instant start, long openMillis, List<Interval> pauses);

    /**
     * How many business days end in {@code (from, to]}; so those of adjoining spans add up, and a day that is open until
     * midnight belongs to the span before it.
     */
    int businessDays(Instant from, Instant to);
}
