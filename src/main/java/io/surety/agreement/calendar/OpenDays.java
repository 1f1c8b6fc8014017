package io.surety.agreement.calendar;

import io.surety.agreement.calendar.YearLint.DifferingDay;
import io.surety.agreement.calendar.YearLint.UnusualDay;
import io.surety.agreement.document.CalendarClause;
import io.surety.agreement.document.CalendarClause.NamedDate;
import io.surety.calendar.CalendarDefinition;
import io.surety.calendar.ServiceCalendar;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The open time of the local days of a year. */
final class OpenDays {

    /** A Monday of a year in which nothing is special: weeks are laid on UTC, where no clock changes. */
    private static final LocalDate SOME_MONDAY = LocalDate.of(2024, 1, 8);

    private final CalendarClause clause;
    private final CalendarDefinition definition;
    private final ServiceCalendar calendar;
    private final int year;
    private final Map<LocalDate, String> holidays;

    OpenDays(CalendarClause clause, int year) {
        CalendarYears years = new CalendarYears(clause, null);
        this.clause = clause;
        this.definition = years.in(year - 1, year + 1);
        this.calendar = ServiceCalendar.of(definition);
        this.year = year;
        this.holidays = years.named(year - 1, year + 1).stream()
                .collect(Collectors.toMap(NamedDate::date, NamedDate::name, (one, other) -> one));
    }

    /**
     * Those of the wanted days whose open time differs from what their weekday usually has.
     *
     * @param version the number of the calendar's version
     */
    List<UnusualDay> unusual(int version, Predicate<LocalDate> wanted) {
        Map<DayOfWeek, Long> normal = normal();
        List<UnusualDay> unusual = new ArrayList<>();
        for (LocalDate date : dates(year)) {
            long usual = normal.getOrDefault(date.getDayOfWeek(), 0L);
            long open = open(calendar, date);
            if (wanted.test(date) && open != usual) {
                unusual.add(new UnusualDay(date, date.getDayOfWeek(), open, usual, reason(date), name(date), version));
            }
        }
        return unusual;
    }

    /** The days on which another calendar has other open time. */
    static List<DifferingDay> differing(
            ServiceCalendar agreed, ServiceCalendar other, int year, Predicate<LocalDate> wanted) {
        return dates(year).stream()
                .filter(wanted)
                .map(date -> new DifferingDay(date, open(agreed, date), open(other, date)))
                .filter(day -> day.agreedMillis() != day.newMillis())
                .toList();
    }

    private Map<DayOfWeek, Long> normal() {
        ServiceCalendar week = ServiceCalendar.of(new CalendarDefinition(
                "week", ZoneOffset.UTC, definition.windows(), Set.of(), Map.of(), Optional.empty()));
        Map<DayOfWeek, Long> normal = new EnumMap<>(DayOfWeek.class);
        for (int i = 0; i < 7; i++) {
            normal.put(SOME_MONDAY.plusDays(i).getDayOfWeek(), open(week, SOME_MONDAY.plusDays(i)));
        }
        return normal;
    }

    private String reason(LocalDate date) {
        if (length(date).isZero()) {
            return "date-skipped";
        }
        if (definition.dates().containsKey(date)) {
            return "date";
        }
        if (holidays.containsKey(date)) {
            return "holiday";
        }
        if (definition.holidays().contains(date)) {
            return "extra";
        }
        return length(date).equals(Duration.ofDays(1)) ? "neighbour" : "clock-change";
    }

    private @Nullable String name(LocalDate date) {
        return clause.holidays() == null || !reason(date).equals("holiday") ? null : holidays.get(date);
    }

    private Duration length(LocalDate date) {
        return Duration.between(start(date, definition.zone()), start(date.plusDays(1), definition.zone()));
    }

    private static List<LocalDate> dates(int year) {
        return LocalDate.of(year, 1, 1).datesUntil(LocalDate.of(year + 1, 1, 1)).toList();
    }

    private static long open(ServiceCalendar calendar, LocalDate date) {
        return calendar.elapsedMillis(start(date, calendar.zone()), start(date.plusDays(1), calendar.zone()));
    }

    private static Instant start(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant();
    }
}
