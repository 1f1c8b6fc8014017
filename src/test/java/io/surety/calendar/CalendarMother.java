package io.surety.calendar;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;

import io.surety.calendar.CalendarDefinition.TimeRange;
import io.surety.calendar.CalendarDefinition.Window;
import io.surety.shared.Interval;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Calendars that tests speak about. */
final class CalendarMother {

    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    static final Set<DayOfWeek> WORKDAYS = EnumSet.range(MONDAY, FRIDAY);
    static final Set<DayOfWeek> ALL_DAYS = EnumSet.allOf(DayOfWeek.class);

    static final ZoneId APIA = ZoneId.of("Pacific/Apia");

    // Monday 2026-06-01
    static final String MON = "2026-06-01T";
    static final String TUE = "2026-06-02T";
    static final String WED = "2026-06-03T";

    private CalendarMother() {}

    /** Berlin local times, such as {@code 2026-06-01T08:00}. */
    static Interval span(String from, String to) {
        return new Interval(at(from), at(to));
    }

    static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    /** @param ranges such as {@code 08-12} or {@code 22:00-06:00}; 24 is the end of the day */
    static CalendarDefinition weekly(ZoneId zone, Set<DayOfWeek> days, String... ranges) {
        List<Window> windows =
                Arrays.stream(ranges).map(r -> new Window(days, range(r))).toList();
        return new CalendarDefinition("calendar", zone, windows, Set.of(), Map.of(), Optional.empty());
    }

    static CalendarDefinition always(ZoneId zone) {
        return weekly(zone, ALL_DAYS, "00-24");
    }

    /** The calendar {@code prime} of the example in domain 2.2, less its holidays. */
    static CalendarDefinition prime() {
        return weekly(BERLIN, WORKDAYS, "08-12", "13-18");
    }

    static CalendarDefinition with(
            CalendarDefinition definition, Set<LocalDate> holidays, Map<LocalDate, List<TimeRange>> dates) {
        return new CalendarDefinition(
                definition.id(), definition.zone(), definition.windows(), holidays, dates, definition.complementOf());
    }

    static CalendarDefinition complement(CalendarDefinition of, LocalDate... holidays) {
        return new CalendarDefinition(
                "non-" + of.id(), of.zone(), List.of(), Set.of(holidays), Map.of(), Optional.of(of));
    }

    static TimeRange range(String text) {
        String[] ends = text.split("-");
        return new TimeRange(time(ends[0]), time(ends[1]));
    }

    private static LocalTime time(String text) {
        String whole = text.contains(":") ? text : text + ":00";
        return whole.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(whole);
    }
}
