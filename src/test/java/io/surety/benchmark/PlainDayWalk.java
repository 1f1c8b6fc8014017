package io.surety.benchmark;

import io.surety.calendar.CalendarDefinition;
import io.surety.calendar.CalendarDefinition.TimeRange;
import io.surety.calendar.CalendarDefinition.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * The peer: business time as it is usually written, walking day by day and placing each day's windows. It prepares
 * nothing, and knows only calendars whose windows are in order, do not overlap and end on their day.
 */
final class PlainDayWalk {

    private final CalendarDefinition definition;
    private final ZoneId zone;

    PlainDayWalk(CalendarDefinition definition) {
        this.definition = definition;
        this.zone = definition.zone();
    }

    /** Open milliseconds in {@code [from, to)}. */
    long elapsed(long from, long to) {
        long sum = 0;
        LocalDate last = dateOf(to);
        for (LocalDate date = dateOf(from); !date.isAfter(last); date = date.plusDays(1)) {
            if (!definition.holidays().contains(date)) {
                for (Window window : definition.windows()) {
                    if (window.days().contains(date.getDayOfWeek())) {
                        long start = Math.max(from, place(date, window.range().from()));
                        long end = Math.min(to, end(date, window.range()));
                        sum += Math.max(0, end - start);
                    }
                }
            }
        }
        return sum;
    }

    /** The earliest millisecond in front of which {@code open} are open since {@code from}. */
    long deadline(long from, long open) {
        long left = open;
        for (LocalDate date = dateOf(from); ; date = date.plusDays(1)) {
            if (!definition.holidays().contains(date)) {
                for (Window window : definition.windows()) {
                    if (window.days().contains(date.getDayOfWeek())) {
                        long start = Math.max(from, place(date, window.range().from()));
                        long length = Math.max(0, end(date, window.range()) - start);
                        if (length >= left) {
                            return start + left;
                        }
                        left -= length;
                    }
                }
            }
        }
    }

    private long end(LocalDate date, TimeRange range) {
        return place(range.to().isAfter(range.from()) ? date : date.plusDays(1), range.to());
    }

    private long place(LocalDate date, LocalTime time) {
        return date.atTime(time).atZone(zone).toInstant().toEpochMilli();
    }

    private LocalDate dateOf(long millis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone);
    }
}
