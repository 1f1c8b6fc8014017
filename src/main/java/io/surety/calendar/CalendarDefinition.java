package io.surety.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a service calendar is made of, with every holiday already a date.
 *
 * @param id its name in the document
 * @param zone the zone in which its windows are local times
 * @param windows when it is open in a normal week; empty for a complement
 * @param holidays local days {@code [00:00, 24:00)} that are closed, as a set subtracted from the windows
 * @param dates whole local days that are replaced, holiday or not: what other dates' windows reach of such a day is
 *     closed, as on a holiday, and its own windows are open instead; an empty list is closed
 * @param complementOf if present, this calendar is open exactly when that one is not, less {@code holidays}
 */
public record CalendarDefinition(
        String id,
        ZoneId zone,
        List<Window> windows,
        Set<LocalDate> holidays,
        Map<LocalDate, List<TimeRange>> dates,
        Optional<CalendarDefinition> complementOf) {

    /** @throws IllegalArgumentException if a complement has weekly windows of its own */
    public CalendarDefinition {
        windows = List.copyOf(windows);
        holidays = Set.copyOf(holidays);
        dates = Map.copyOf(dates);
        if (complementOf.isPresent() && !windows.isEmpty()) {
            throw new IllegalArgumentException("a complement has no weekly windows: " + id);
        }
    }

    /** The ranges of a normal week's day: what {@code like: FR} stands for. */
    public List<TimeRange> like(DayOfWeek day) {
        return windows.stream()
                .filter(w -> w.days().contains(day))
                .map(Window::range)
                .toList();
    }

    /** The same calendar with {@code date} replaced by the windows of another weekday. */
    public CalendarDefinition withDateLike(LocalDate date, DayOfWeek day) {
        Map<LocalDate, List<TimeRange>> replaced = new LinkedHashMap<>(dates);
        replaced.put(date, like(day));
        return new CalendarDefinition(id, zone, windows, holidays, replaced, complementOf);
    }

    /** Weekdays that share a range of local time. */
    public record Window(Set<DayOfWeek> days, TimeRange range) {
        public Window {
            days = Set.copyOf(days);
        }
    }

    /**
     * A range of local time; {@code to} at or before {@code from} means the next day, so equal ones are 24 hours.
     *
     * @param from the first local time
     * @param to the first local time after it, midnight standing for 24:00
     */
    public record TimeRange(LocalTime from, LocalTime to) {}
}
