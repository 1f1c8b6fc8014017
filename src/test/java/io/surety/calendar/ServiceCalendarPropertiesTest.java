package io.surety.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.calendar.CalendarDefinition.TimeRange;
import io.surety.calendar.CalendarDefinition.Window;
import io.surety.shared.Interval;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random calendars and spans against {@link DayWalk}: 13 zones, 1,092,000 cases, no difference. Half of the instants and
 * lengths lie on quarters of an hour, as the windows do, so that deadlines and pauses meet the edges of windows.
 */
class ServiceCalendarPropertiesTest {

    private static final int CALENDARS = 40;
    private static final int CASES = 2_100;
    private static final long DAY = 86_400_000L;
    private static final long QUARTER = 900_000L;

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026",
        "America/New_York, 2025",
        "America/Sao_Paulo, 2018",
        "Australia/Lord_Howe, 2026",
        "Asia/Kathmandu, 1986",
        "Pacific/Apia, 2011",
        "Africa/Casablanca, 2024",
        "America/Havana, 2026",
        "America/St_Johns, 2006",
        "Europe/Dublin, 2027",
        "Asia/Gaza, 2023",
        "UTC, 2016",
        "Africa/Monrovia, 1971"
    })
    void agreesWithAWalkDayByDay(String zone, int year) {
        long seed = zone.hashCode() * 31L + year;
        Random random = new Random(seed);
        int due = 0;
        for (int c = 0; c < CALENDARS; c++) {
            CalendarDefinition definition = definition(random, ZoneId.of(zone), year);
            DayWalk walk =
                    new DayWalk(definition, LocalDate.of(year, 1, 1).minusDays(60), LocalDate.of(year + 1, 4, 1));
            ServiceCalendar calendar = ServiceCalendar.of(definition);
            // which years are compiled already has no say
            calendar.isOpen(LocalDate.of(year + random.nextInt(-2, 3), 6, 1)
                    .atStartOfDay(ZoneId.of(zone))
                    .toInstant());
            long start = LocalDate.of(year, 1, 1)
                    .atStartOfDay(ZoneId.of(zone))
                    .toInstant()
                    .toEpochMilli();
            for (int i = 0; i < CASES; i++) {
                long from = on(random, start, start + (long) (random.nextDouble() * 365 * DAY));
                due += compare(random, definition, calendar, walk, from) ? 1 : 0;
            }
        }
        System.out.printf("%s %d: %,d cases with the seed %d%n", zone, year, CALENDARS * CASES, seed);
        assertThat(due).as("cases whose deadline the walk reached").isGreaterThan(CALENDARS * CASES * 9 / 10);
    }

    private static boolean compare(
            Random random, CalendarDefinition definition, ServiceCalendar calendar, DayWalk walk, long from) {
        Instant start = Instant.ofEpochMilli(from);
        List<Interval> pauses = pauses(random, from);
        Instant to = Instant.ofEpochMilli(
                on(random, from, from + (long) (random.nextDouble() * random.nextInt(1, 40) * DAY)));
        Supplier<String> which = () -> definition + " from " + start + " to " + to + " paused " + pauses;

        same(calendar.elapsedMillis(start, to, pauses), walk.elapsed(from, to.toEpochMilli(), pauses), which);
        same(calendar.isOpen(start) ? 1 : 0, walk.isOpen(from) ? 1 : 0, which);
        if (random.nextInt(8) == 0) {
            same(calendar.businessDays(start, to), walk.businessDays(from, to.toEpochMilli()), which);
        }
        if (random.nextInt(4) == 0) {
            int days = random.nextInt(1, 6);
            Optional<Due> due = calendar.due(start, new Span.BusinessDays(days), pauses);
            return compareDue(
                    due, walk, walk.businessDeadline(from, days, pauses), pauses, () -> days + " days, " + which.get());
        } else {
            long open = Math.max(1000L, on(random, 0, random.nextInt(1, 200_000) * 1000L));
            Optional<Due> due = calendar.due(start, new Span.OpenTime(Duration.ofMillis(open)), pauses);
            return compareDue(due, walk, walk.deadline(from, open, pauses), pauses, () -> open + " ms, " + which.get());
        }
    }

    private static boolean compareDue(
            Optional<Due> due, DayWalk walk, long deadline, List<Interval> pauses, Supplier<String> which) {
        if (deadline < 0) {
            return false; // the walk ended before the calendar did
        }
        long breach = walk.breach(deadline, pauses);
        if (breach < 0) {
            return false;
        }
        same(due.map(Due::deadline).map(Instant::toEpochMilli).orElse(-1L), deadline, which);
        same(due.map(Due::breach).map(Instant::toEpochMilli).orElse(-1L), breach, which);
        return true;
    }

    /** A million descriptions would cost more than a million cases. */
    private static void same(long ours, long walked, Supplier<String> which) {
        if (ours != walked) {
            assertThat(ours).as(which.get()).isEqualTo(walked);
        }
    }

    @Test
    void elapsedIsAdditiveAndMonotoneAndAfterIsItsInverse() {
        Random random = new Random(7);
        for (int c = 0; c < 100; c++) {
            ServiceCalendar calendar = ServiceCalendar.of(definition(random, ZoneId.of("Europe/Berlin"), 2026));
            long start = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
            for (int i = 0; i < 100; i++) {
                long from = start + (long) (random.nextDouble() * 700 * DAY);
                long middle = from + (long) (random.nextDouble() * 50 * DAY);
                long to = middle + (long) (random.nextDouble() * 50 * DAY);
                long whole = elapsed(calendar, from, to);

                assertThat(elapsed(calendar, from, middle) + elapsed(calendar, middle, to))
                        .isEqualTo(whole);
                assertThat(whole).isBetween(elapsed(calendar, from, middle), to - from);
                inverse(calendar, from, whole, pauses(random, from));
            }
        }
    }

    private static void inverse(ServiceCalendar calendar, long from, long open, List<Interval> pauses) {
        Instant start = Instant.ofEpochMilli(from);
        Optional<Instant> end = calendar.after(start, open, pauses);
        if (end.isPresent()) {
            assertThat(calendar.elapsedMillis(start, end.get(), pauses)).isEqualTo(open);
            assertThat(open == 0 || calendar.elapsedMillis(start, end.get().minusMillis(1), pauses) == open - 1)
                    .as("the earliest one")
                    .isTrue();
        }
    }

    private static long elapsed(ServiceCalendar calendar, long from, long to) {
        return calendar.elapsedMillis(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to));
    }

    /** In half of the cases moved to whole quarters of an hour away from {@code origin}. */
    private static long on(Random random, long origin, long at) {
        return random.nextBoolean() ? at : origin + Math.floorDiv(at - origin, QUARTER) * QUARTER;
    }

    private static CalendarDefinition definition(Random random, ZoneId zone, int year) {
        List<Window> windows = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            windows.add(new Window(days(random), range(random)));
        }
        Set<LocalDate> holidays = new HashSet<>();
        for (int i = random.nextInt(0, 15); i > 0; i--) {
            holidays.add(date(random, year));
        }
        CalendarDefinition weekly = new CalendarDefinition(
                "random", zone, windows, holidays, dates(random, year, holidays), Optional.empty());
        if (random.nextInt(4) > 0) {
            return weekly;
        }
        return new CalendarDefinition(
                "complement",
                zone,
                List.of(),
                Set.of(date(random, year), date(random, year).plusDays(400)),
                dates(random, year, holidays),
                Optional.of(weekly));
    }

    private static Map<LocalDate, List<TimeRange>> dates(Random random, int year, Set<LocalDate> holidays) {
        Map<LocalDate, List<TimeRange>> dates = new HashMap<>();
        for (int i = random.nextInt(0, 6); i > 0; i--) {
            LocalDate date = holidays.isEmpty() || random.nextBoolean()
                    ? date(random, year)
                    : holidays.iterator().next();
            dates.put(date, random.nextInt(3) == 0 ? List.of() : List.of(range(random), range(random)));
        }
        return dates;
    }

    private static LocalDate date(Random random, int year) {
        return random.nextInt(5) == 0
                ? LocalDate.of(year, 12, random.nextInt(27, 32))
                : LocalDate.ofYearDay(year, random.nextInt(1, 366));
    }

    private static Set<DayOfWeek> days(Random random) {
        EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (random.nextInt(3) > 0) {
                days.add(day);
            }
        }
        return days.isEmpty() ? EnumSet.of(DayOfWeek.SUNDAY) : days;
    }

    private static TimeRange range(Random random) {
        LocalTime from = LocalTime.ofSecondOfDay(random.nextInt(96) * 900L);
        return new TimeRange(from, random.nextInt(8) == 0 ? from : LocalTime.ofSecondOfDay(random.nextInt(96) * 900L));
    }

    private static List<Interval> pauses(Random random, long from) {
        List<Interval> pauses = new ArrayList<>();
        for (int i = random.nextInt(0, 5); i > 0; i--) {
            long start = on(random, from, from + (long) (random.nextDouble() * 10 * DAY) - DAY);
            long length = on(random, 0, (long) (random.nextDouble() * 3 * DAY));
            pauses.add(new Interval(Instant.ofEpochMilli(start), Instant.ofEpochMilli(start + Math.max(1, length))));
        }
        return pauses;
    }
}
