package io.surety.agreement.document;

import io.surety.agreement.document.CalendarClause.DateClause;
import io.surety.agreement.document.CalendarClause.HolidayClause;
import io.surety.agreement.document.CalendarClause.NamedDate;
import io.surety.agreement.document.CalendarClause.WindowClause;
import io.surety.calendar.CalendarDefinition;
import io.surety.calendar.CalendarDefinition.TimeRange;
import io.surety.calendar.CalendarDefinition.Window;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the calendars of a document are made of, with all holidays as dates. */
public final class DocumentCalendars {

    private static final Map<String, DayOfWeek> DAYS = Map.of(
            "MO", DayOfWeek.MONDAY,
            "TU", DayOfWeek.TUESDAY,
            "WE", DayOfWeek.WEDNESDAY,
            "TH", DayOfWeek.THURSDAY,
            "FR", DayOfWeek.FRIDAY,
            "SA", DayOfWeek.SATURDAY,
            "SU", DayOfWeek.SUNDAY);

    private DocumentCalendars() {}

    /**
     * A complement counts its holidays and dates in its own zone, or, where it names none, in that of its base.
     *
     * @param base the calendar that {@code clause} is the complement of; null if it is none
     * @throws IllegalArgumentException if a calendar without a base has no zone; lint has made sure that it has
     */
    public static CalendarDefinition definition(CalendarClause clause, @Nullable CalendarClause base) {
        Optional<CalendarDefinition> complementOf = Optional.ofNullable(base).map(b -> definition(b, null));
        ZoneId zone = Optional.ofNullable(clause.zone())
                .or(() -> complementOf.map(CalendarDefinition::zone))
                .orElse(null);
        if (zone == null) {
            throw new IllegalArgumentException("the calendar " + clause.id() + " has no zone");
        }
        return new CalendarDefinition(
                clause.id(), zone, windows(clause), holidays(clause.holidays()), dates(clause), complementOf);
    }

    private static List<Window> windows(CalendarClause clause) {
        return clause.windows().stream()
                .map(w -> new Window(days(w), range(w.from(), w.to())))
                .toList();
    }

    private static Set<DayOfWeek> days(WindowClause window) {
        return window.days().stream().map(DocumentCalendars::day).collect(Collectors.toSet());
    }

    /** @param name {@code MO} to {@code SU} */
    public static DayOfWeek day(String name) {
        return Optional.ofNullable(DAYS.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no day of the week: " + name));
    }

    private static TimeRange range(String from, String to) {
        return new TimeRange(LocalTime.parse(from), to.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(to));
    }

    private static Set<LocalDate> holidays(@Nullable HolidayClause clause) {
        if (clause == null) {
            return Set.of();
        }
        Set<LocalDate> closed = new HashSet<>(clause.extra());
        if (clause.frozen() != null) {
            clause.frozen().dates().stream().map(NamedDate::date).forEach(closed::add);
        }
        return closed;
    }

    private static Map<LocalDate, List<TimeRange>> dates(CalendarClause clause) {
        Map<LocalDate, List<TimeRange>> replaced = new HashMap<>();
        for (DateClause date : clause.dates()) {
            replaced.put(date.date(), ranges(clause, date));
        }
        return replaced;
    }

    private static List<TimeRange> ranges(CalendarClause clause, DateClause date) {
        if (date.windows() != null) {
            return date.windows().stream().map(t -> range(t.from(), t.to())).toList();
        }
        return clause.windows().stream()
                .filter(w -> w.days().contains(String.valueOf(date.like())))
                .map(w -> range(w.from(), w.to()))
                .toList();
    }
}
