package io.surety.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** The years of a calendar that are compiled; more are added, at least doubling them, when they are asked for. */
final class GrowingTimeline {

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2399;
    /** Every week and both clock changes lie in two years: what does not open in them never does. */
    private static final int SETTLED_YEARS = 2;

    private final ZoneId zone;
    private final PlaceWindows windows;
    private final int lastSpecialYear;
    private final long lowest;
    private final long highest;
    private volatile Years known;

    /** Local years, both inclusive; none if {@code last} is before {@code first}. */
    private record Years(int first, int last, Timeline line) {}

    GrowingTimeline(CalendarDefinition definition) {
        this.zone = definition.zone();
        this.windows = new PlaceWindows(definition);
        this.lastSpecialYear = windows.lastSpecialYear();
        this.lowest = startOf(FIRST_YEAR);
        this.highest = startOf(LAST_YEAR + 1);
        this.known = new Years(0, -1, Timeline.of(highest, lowest, List.of(), new long[0]));
    }

    /** @throws IllegalArgumentException if the instant lies outside the years 1900 to 2399 */
    long millis(Instant instant) {
        if (instant.getEpochSecond() < Math.floorDiv(lowest, 1000L)
                || instant.getEpochSecond() >= Math.floorDiv(highest, 1000L)) {
            throw new IllegalArgumentException("a calendar knows the years 1900 to 2399: " + instant);
        }
        return instant.toEpochMilli();
    }

    /** The end of all calendars: no instant at or after it is asked about. */
    long highest() {
        return highest;
    }

    /** What is known, at least of both instants and all between them. */
    Timeline covering(long from, long to) {
        Years years = known;
        return years.line().covers(from, to) ? years.line() : grow(from, to);
    }

    /**
     * More than {@code line}, or the same one if no later year can add to it: the end is reached, or the calendar never
     * opens again.
     */
    Timeline later(Timeline line) {
        Years years = known;
        if (years.line() != line) {
            return years.line();
        }
        boolean settled = years.last() >= Math.max(lastSpecialYear, years.first()) + SETTLED_YEARS;
        boolean closedForGood = settled && line.total() == line.openBefore(startOf(years.last() + 1 - SETTLED_YEARS));
        return closedForGood || years.last() == LAST_YEAR ? line : grow(startOf(years.last() + 1));
    }

    private Timeline grow(long at) {
        return grow(at, at);
    }

    private synchronized Timeline grow(long from, long to) {
        Years years = known;
        if (years.line().covers(from, to)) {
            return years.line();
        }
        int first = yearOf(from) - 1;
        int last = yearOf(to) + 1;
        if (years.last() >= years.first()) {
            int more = years.last() - years.first() + 1;
            first = first <= years.first() ? Math.min(first, years.first() - more) : years.first();
            last = last >= years.last() ? Math.max(last, years.last() + more) : years.last();
        }
        first = Math.max(first, FIRST_YEAR);
        last = Math.min(last, LAST_YEAR);
        known = new Years(first, last, windows.years(first, last));
        return known.line();
    }

    private int yearOf(long millis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone).getYear();
    }

    private long startOf(int year) {
        return LocalDate.of(year, 1, 1).atStartOfDay(zone).toInstant().toEpochMilli();
    }
}
