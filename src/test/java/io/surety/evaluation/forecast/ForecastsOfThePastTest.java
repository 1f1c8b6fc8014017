package io.surety.evaluation.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.VersionRef;
import io.surety.calendar.CalendarDefinition;
import io.surety.calendar.CalendarDefinition.TimeRange;
import io.surety.calendar.CalendarDefinition.Window;
import io.surety.calendar.ServiceCalendar;
import io.surety.evaluation.ClockId;
import io.surety.evaluation.forecast.Course.Outcome;
import io.surety.evaluation.forecast.TargetCalendars.Running;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Forecasts of the past are made by what was known then, and scored by what came of them ({@code domain.md} 5.3). */
class ForecastsOfThePastTest {

    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final Duration TARGET = Duration.ofHours(4);
    private static final VersionRef VERSION = new VersionRef("desk", 1);
    private static final ServiceCalendar ALWAYS = ServiceCalendar.of(new CalendarDefinition(
            "always",
            ZoneOffset.UTC,
            List.of(new Window(Set.of(DayOfWeek.values()), new TimeRange(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT))),
            Set.of(),
            Map.of(),
            Optional.empty()));

    @Test
    void whatIsDecidedLaterIsNotKnown_5_3() {
        List<PastClock> clocks = drawn(new Random(5), 200);
        for (PastClock asked : clocks.subList(0, 40)) {
            for (int quarter = 0; quarter < 4; quarter++) {
                Instant at = asked.startedAt().plus(TARGET.multipliedBy(quarter).dividedBy(4));
                List<Course> known = past(clocks).knownAt(at, asked);
                List<PastClock> otherwise = clocks.stream()
                        .map(c -> c.endedAt().isBefore(at) ? c : turned(c))
                        .toList();
                assertThat(past(otherwise).knownAt(at, asked)).isEqualTo(known);
                List<PastClock> longer = new ArrayList<>(clocks);
                longer.add(clock(999, at, 0.1, Outcome.MET));
                assertThat(past(longer).knownAt(at, asked))
                        .as("what begins later")
                        .isEqualTo(known);
            }
        }
    }

    @Test
    void whatWasDecidedBeforeIsKnown_5_3() {
        PastClock asked = clock(1, START.plus(Duration.ofHours(10)), 0.5, Outcome.MET);
        PastClock before = clock(2, START, 0.5, Outcome.MET);
        Instant at = asked.startedAt();

        assertThat(past(List.of(asked, before)).knownAt(at, asked)).containsExactly(before.course());
        assertThat(past(List.of(asked, turned(before))).knownAt(at, asked))
                .containsExactly(turned(before).course());
    }

    @Test
    void whatIsStillOpenIsKnownToBeOpenForSoLong() {
        PastClock asked = clock(1, START.plus(Duration.ofHours(1)), 0.5, Outcome.MET);
        PastClock open = clock(2, START, 1, Outcome.LATE);

        assertThat(past(List.of(asked, open)).knownAt(asked.startedAt(), asked))
                .containsExactly(new Course("all", "", 0.25, Optional.empty(), Outcome.OPEN));
    }

    @Test
    void eachMarkThatAClockReachedIsScoredOrWithheld() {
        List<PastClock> clocks = drawn(new Random(6), 120);
        int reached = 0;
        for (PastClock clock : clocks.subList(0, 50)) {
            for (double mark : new double[] {0, 0.25, 0.5, 0.75}) {
                reached += clock.reached(mark) ? 1 : 0;
            }
        }

        ForecastScore score = past(clocks).score(50);

        assertThat(score.forecasts() + score.withheld()).isEqualTo(reached);
        assertThat(score.withheld()).isZero();
        assertThat(score.marks().stream()
                        .mapToInt(ForecastScore.Part::forecasts)
                        .sum())
                .isEqualTo(score.forecasts());
        assertThat(score.reliability().stream()
                        .mapToInt(ForecastScore.Tenth::forecasts)
                        .sum())
                .isEqualTo(score.forecasts());
        assertThat(score.brier()).isLessThan(score.baseRate());
    }

    @Test
    void theFirstClocksOfATermAreWithheld() {
        ForecastScore score = past(drawn(new Random(7), 9)).score(50);

        assertThat(score.forecasts()).isZero();
        assertThat(score.withheld()).isPositive();
        assertThat(score.brier()).isNull();
    }

    /** By hand: (0.8 − 1)² and (0.4 − 0)² are 0.04 and 0.16; the base rate of one half has 0.25 each time. */
    @Test
    void theScoreIsTheMeanSquareOfProbabilityLessOutcome_5_3() {
        ForecastScore score = ForecastScore.of(
                List.of(
                        new ForecastScore.Scored("0 %", 0.8, 0.5, true),
                        new ForecastScore.Scored("0 %", 0.4, 0.5, false)),
                0,
                List.of("0 %"));

        assertThat(score.brier()).isEqualByComparingTo("0.1");
        assertThat(score.baseRate()).isEqualByComparingTo("0.25");
        assertThat(score.reliability())
                .extracting(t -> t.from().toPlainString())
                .containsExactly("0.4", "0.8");
    }

    private static ForecastsOfThePast past(List<PastClock> clocks) {
        return new ForecastsOfThePast(clocks, c -> Optional.of(ALWAYS));
    }

    /** Those that ended last first: half of them stop soon, the others anywhere up to twice their target. */
    private static List<PastClock> drawn(Random random, int count) {
        List<PastClock> clocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant startedAt = START.plus(Duration.ofMinutes(random.nextInt(60_000)));
            double used = random.nextDouble() * (random.nextBoolean() ? 2 : 0.2);
            clocks.add(clock(i, startedAt, Math.min(1, used), used > 1 ? Outcome.LATE : Outcome.MET));
        }
        clocks.sort(Comparator.comparing(PastClock::endedAt).reversed());
        return clocks;
    }

    /** The same until it ended, and then the other way. */
    private static PastClock turned(PastClock clock) {
        Course course = clock.course();
        Outcome outcome = course.late() ? Outcome.MET : Outcome.LATE;
        return new PastClock(
                clock.id(),
                clock.running(),
                clock.endedAt(),
                new Course(course.target(), course.priority(), course.used(), Optional.empty(), outcome),
                clock.targetMillis());
    }

    private static PastClock clock(int number, Instant startedAt, double used, Outcome outcome) {
        long millis = TARGET.toMillis();
        return new PastClock(
                new ClockId(new UUID(0, number)),
                new Running(VERSION, "resolve", "all", Optional.empty(), startedAt),
                startedAt.plusMillis((long) (used * millis)),
                new Course("all", "", used, Optional.empty(), outcome),
                millis);
    }
}
