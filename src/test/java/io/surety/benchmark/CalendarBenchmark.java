package io.surety.benchmark;

import io.surety.calendar.CalendarDefinition;
import io.surety.calendar.CalendarDefinition.TimeRange;
import io.surety.calendar.CalendarDefinition.Window;
import io.surety.calendar.Due;
import io.surety.calendar.PublicHolidays;
import io.surety.calendar.PublicHolidays.PublicHoliday;
import io.surety.calendar.ServiceCalendar;
import io.surety.calendar.Span;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Business time over spans of so many days, drawn from 16 years (2020 to 2035) that are compiled: Berlin, Monday to
 * Friday 08–12 and 13–18, with the public holidays of the city.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CalendarBenchmark {

    static final LocalDate FIRST = LocalDate.of(2020, 1, 1);
    static final LocalDate LAST = LocalDate.of(2036, 1, 1);
    private static final int CASES = 1 << 12;
    private static final long SECOND = 1000L;
    private static final long DAY = 86_400_000L;

    /** The longest span that is drawn, in days; 5844 are the 16 years. */
    @Param("5844")
    public int days;

    private final PlainDayWalk walk = new PlainDayWalk(definition());
    private final ServiceCalendar calendar = ServiceCalendar.of(definition());
    private final Instant[] from = new Instant[CASES];
    private final Instant[] to = new Instant[CASES];
    private final Span[] within = new Span[CASES];
    private int next;

    /** Draws the spans; all of them lie in the 16 years, half of them longer than half of the longest. */
    @Setup
    public void draw() {
        Random random = new Random(20260101);
        long low = Instant.parse("2020-01-02T00:00:00Z").toEpochMilli();
        long high = Instant.parse("2035-12-31T00:00:00Z").toEpochMilli();
        for (int i = 0; i < CASES; i++) {
            long length = whole(Math.min(random.nextDouble() * days * DAY, high - low));
            long start = low + whole(random.nextDouble() * (high - low - length));
            from[i] = Instant.ofEpochMilli(start);
            to[i] = Instant.ofEpochMilli(start + length);
            long open = calendar.elapsedMillis(from[i], to[i]);
            within[i] = new Span.OpenTime(Duration.ofMillis(Math.max(SECOND, open)));
        }
    }

    /** A target is whole seconds. */
    private static long whole(double millis) {
        return (long) millis / SECOND * SECOND;
    }

    @Benchmark
    public long elapsed() {
        int i = next++ & CASES - 1;
        return calendar.elapsedMillis(from[i], to[i]);
    }

    @Benchmark
    public Optional<Due> deadline() {
        int i = next++ & CASES - 1;
        return calendar.due(from[i], within[i], List.of());
    }

    @Benchmark
    public long elapsedByWalk() {
        int i = next++ & CASES - 1;
        return walk.elapsed(from[i].toEpochMilli(), to[i].toEpochMilli());
    }

    @Benchmark
    public long deadlineByWalk() {
        int i = next++ & CASES - 1;
        return walk.deadline(
                from[i].toEpochMilli(), ((Span.OpenTime) within[i]).duration().toMillis());
    }

    /** Whether both ways come to the same for every case that is measured. */
    boolean agrees() {
        draw();
        for (int i = 0; i < CASES; i++) {
            next = i;
            boolean elapsed = elapsed() == calendar.elapsedMillis(from[i], to[i]);
            next = i;
            long walked = elapsedByWalk();
            next = i;
            long due = deadline().orElseThrow().deadline().toEpochMilli();
            next = i;
            if (!elapsed || walked != calendar.elapsedMillis(from[i], to[i]) || due != deadlineByWalk()) {
                return false;
            }
        }
        return true;
    }

    private static CalendarDefinition definition() {
        Set<DayOfWeek> week = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
        Set<LocalDate> holidays = new HashSet<>();
        for (PublicHoliday holiday : new PublicHolidays().of("DE-BE", FIRST, LAST)) {
            holidays.add(holiday.date());
        }
        return new CalendarDefinition(
                "prime",
                ZoneId.of("Europe/Berlin"),
                List.of(
                        new Window(week, new TimeRange(LocalTime.of(8, 0), LocalTime.of(12, 0))),
                        new Window(week, new TimeRange(LocalTime.of(13, 0), LocalTime.of(18, 0)))),
                holidays,
                Map.of(),
                Optional.empty());
    }
}
