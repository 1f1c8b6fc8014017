package io.surety.calendar;

import static io.surety.calendar.CalendarMother.ALL_DAYS;
import static io.surety.calendar.CalendarMother.APIA;
import static io.surety.calendar.CalendarMother.BERLIN;
import static io.surety.calendar.CalendarMother.MON;
import static io.surety.calendar.CalendarMother.TUE;
import static io.surety.calendar.CalendarMother.WED;
import static io.surety.calendar.CalendarMother.WORKDAYS;
import static io.surety.calendar.CalendarMother.always;
import static io.surety.calendar.CalendarMother.at;
import static io.surety.calendar.CalendarMother.complement;
import static io.surety.calendar.CalendarMother.prime;
import static io.surety.calendar.CalendarMother.range;
import static io.surety.calendar.CalendarMother.span;
import static io.surety.calendar.CalendarMother.weekly;
import static io.surety.calendar.CalendarMother.with;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.shared.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When something is due on a service calendar, and what elapses until then; names begin with the paragraph of the domain. */
class ServiceCalendarDueTest {

    private static final Span FAR = Span.parse("PT900000H");

    @Test
    void paragraph3_1_aDeadlineIsTheEarliestInstantAndTheBreachTheFirstOpenOneAfterIt() {
        ServiceCalendar calendar = ServiceCalendar.of(weekly(BERLIN, WORKDAYS, "08-18"));

        Due due =
                calendar.due(at(MON + "08:00"), Span.parse("PT10H"), List.of()).orElseThrow();

        assertThat(due.deadline()).isEqualTo(at(MON + "18:00"));
        assertThat(due.breach()).isEqualTo(at(TUE + "08:00"));
        assertThat(due.openMillis()).isEqualTo(Duration.ofHours(10).toMillis());
        assertThat(calendar.elapsedMillis(at(MON + "08:00"), at(TUE + "07:30"))).isEqualTo(due.openMillis());
        assertThat(calendar.elapsedMillis(at(MON + "08:00"), at(TUE + "08:00"))).isEqualTo(due.openMillis());
        assertThat(calendar.elapsedMillis(at(MON + "08:00"), at(TUE + "08:00:00.001")))
                .isEqualTo(due.openMillis() + 1);
    }

    @Test
    void paragraph3_1_theBreachInstantIsNotInAPause() {
        ServiceCalendar calendar = ServiceCalendar.of(weekly(BERLIN, WORKDAYS, "08-18"));

        Due due = calendar.due(at(MON + "08:00"), Span.parse("PT10H"), List.of(span(TUE + "07:00", TUE + "09:30")))
                .orElseThrow();

        assertThat(due.deadline()).isEqualTo(at(MON + "18:00"));
        assertThat(due.breach()).isEqualTo(at(TUE + "09:30"));
    }

    @Test
    void paragraph3_1_instantsAreCutToMilliseconds() {
        ServiceCalendar calendar = ServiceCalendar.of(always(BERLIN));

        assertThat(calendar.elapsedMillis(
                        at(MON + "08:00"), at(MON + "08:00:00.001").plusNanos(999_999)))
                .isEqualTo(1);
    }

    @Test
    void paragraph3_2_fridayAfternoonPlusEightHoursIsMondayAfternoon() {
        ServiceCalendar calendar = ServiceCalendar.of(weekly(BERLIN, WORKDAYS, "09-17"));

        assertThat(calendar.due(at("2026-06-05T16:00"), Span.parse("PT8H"), List.of())
                        .orElseThrow()
                        .deadline())
                .isEqualTo(at("2026-06-08T16:00"));
    }

    @Test
    void paragraph3_2_aWindowThatAClockChangeEmptiesMakesNoBusinessDay() {
        ServiceCalendar calendar = ServiceCalendar.of(weekly(BERLIN, EnumSet.of(SUNDAY), "02:30-03:30"));

        // 02:30 is 03:30 on the 29th
        assertThat(calendar.due(at("2026-03-22T01:00"), Span.parse("P1BD"), List.of())
                        .orElseThrow()
                        .deadline())
                .isEqualTo(at("2026-04-05T03:30"));
    }

    @Test
    void paragraph3_3_aDateThatDoesNotExistIsNoBusinessDay() {
        ServiceCalendar calendar = ServiceCalendar.of(weekly(APIA, ALL_DAYS, "08-18"));
        Instant thursday = LocalDateTime.parse("2011-12-29T09:00").atZone(APIA).toInstant();

        assertThat(calendar.due(thursday, Span.parse("P1BD"), List.of())
                        .orElseThrow()
                        .deadline())
                .isEqualTo(LocalDateTime.parse("2011-12-31T18:00").atZone(APIA).toInstant());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-06-01T07:00, 2026-06-02T18:00",
        "2026-06-01T12:30, 2026-06-02T18:00",
        "2026-06-01T17:59, 2026-06-02T18:00",
        "2026-06-01T18:00, 2026-06-03T18:00",
        "2026-06-01T19:00, 2026-06-03T18:00",
        "2026-06-06T10:00, 2026-06-09T18:00",
    })
    void paragraph3_3_oneBusinessDayEndsWithTheNextDay(String start, String deadline) {
        assertThat(ServiceCalendar.of(prime())
                        .due(at(start), Span.parse("P1BD"), List.of())
                        .orElseThrow()
                        .deadline())
                .isEqualTo(at(deadline));
    }

    @Test
    void paragraph3_3_aPauseMovesABusinessDayOnByItsOpenTime() {
        Due due = ServiceCalendar.of(prime())
                .due(at(MON + "10:00"), Span.parse("P1BD"), List.of(span(TUE + "09:00", TUE + "11:00")))
                .orElseThrow();

        assertThat(due.deadline()).isEqualTo(at(WED + "10:00"));
        assertThat(due.openMillis()).isEqualTo(Duration.ofHours(7 + 9).toMillis());
    }

    @Test
    void paragraph3_3_aNightWindowBelongsToTheDateOnWhichItBegins() {
        ServiceCalendar calendar = ServiceCalendar.of(weekly(BERLIN, WORKDAYS, "22-06"));

        assertThat(calendar.due(at(TUE + "02:00"), Span.parse("P1BD"), List.of())
                        .orElseThrow()
                        .deadline())
                .isEqualTo(at(WED + "06:00"));
    }

    @Test
    void paragraph3_3_aHolidayIsNoBusinessDay() {
        ServiceCalendar calendar = ServiceCalendar.of(with(prime(), Set.of(LocalDate.parse("2026-06-02")), Map.of()));

        assertThat(calendar.due(at(MON + "10:00"), Span.parse("P1BD"), List.of())
                        .orElseThrow()
                        .deadline())
                .isEqualTo(at(WED + "18:00"));
    }

    @Test
    void paragraph3_3_datesAreRefusedAsATarget() {
        ServiceCalendar calendar = ServiceCalendar.of(prime());

        assertThatThrownBy(() -> calendar.due(at(MON + "10:00"), Span.parse("P1D"), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void paragraph3_5_aPauseCountsOnlyWhereItOverlapsOpenTime() {
        ServiceCalendar calendar = ServiceCalendar.of(weekly(BERLIN, WORKDAYS, "08-18"));
        List<Interval> night = List.of(span(MON + "17:00", TUE + "09:00"), span(MON + "16:30", MON + "17:30"));

        assertThat(calendar.due(at(MON + "16:00"), Span.parse("PT2H"), night)
                        .orElseThrow()
                        .deadline())
                .isEqualTo(at(TUE + "10:30"));
        assertThat(calendar.elapsedMillis(at(MON + "16:00"), at(TUE + "10:30"), night))
                .isEqualTo(Duration.ofHours(2).toMillis());
    }

    @Test
    void paragraph8_marksBeforeADeadlineAreWalkedOnTheCalendar() {
        ServiceCalendar calendar = ServiceCalendar.of(weekly(BERLIN, WORKDAYS, "08-18"));

        assertThat(calendar.due(at(MON + "17:00"), Span.parse("PT2H"), List.of())
                        .orElseThrow()
                        .deadline())
                .isEqualTo(at(TUE + "09:00"));
        assertThat(calendar.after(at(MON + "17:00"), Duration.ofMinutes(30).toMillis(), List.of()))
                .contains(at(MON + "17:30"));
        assertThat(calendar.after(at(MON + "17:00"), Duration.ofMinutes(60).toMillis(), List.of()))
                .contains(at(MON + "18:00"));
    }

    @Test
    void aCalendarThatNeverOpensHasNoDeadline() {
        ServiceCalendar never = ServiceCalendar.of(complement(always(BERLIN)));

        assertThat(never.nextOpen(at(MON + "10:00"))).isEmpty();
        assertThat(never.due(at(MON + "10:00"), Span.parse("PT1S"), List.of())).isEmpty();
        assertThat(never.due(at(MON + "10:00"), Span.parse("P1BD"), List.of())).isEmpty();
    }

    @Test
    void paragraph3_6_manyThreadsThatGrowItAtOnceGetTheSameAnswers() {
        Instant base = at(MON + "10:00");
        List<Instant> starts = IntStream.range(-20, 20)
                .mapToObj(year -> base.plus(Duration.ofDays(365L * year)))
                .toList();
        List<Optional<Due>> alone = starts.stream()
                .map(start -> ServiceCalendar.of(prime()).due(start, Span.parse("P3BD"), List.of()))
                .toList();
        for (int i = 0; i < 5; i++) {
            ServiceCalendar shared = ServiceCalendar.of(prime());

            List<Optional<Due>> together = starts.parallelStream()
                    .map(start -> shared.due(start, Span.parse("P3BD"), List.of()))
                    .toList();

            assertThat(together).isEqualTo(alone);
        }
    }

    @Test
    void paragraph3_1_whatIsOpenForTheLastTimeIsWalkedToItsEnd() {
        LocalDate once = LocalDate.parse("2026-06-02");
        ServiceCalendar calendar =
                ServiceCalendar.of(with(weekly(BERLIN, Set.of()), Set.of(), Map.of(once, List.of(range("08-18")))));

        assertThat(calendar.after(at(MON + "08:00"), Duration.ofHours(10).toMillis(), List.of()))
                .contains(at(TUE + "18:00"));
        assertThat(calendar.due(at(MON + "08:00"), Span.parse("PT10H"), List.of()))
                .as("it never opens again, so nothing can be late")
                .isEmpty();
    }

    @Test
    void paragraph3_1_aClockThatIsPausedForEverIsNeverDue() {
        ServiceCalendar calendar = ServiceCalendar.of(prime());
        List<Interval> forEver = List.of(new Interval(at(MON + "09:00"), Instant.parse("9999-01-01T00:00:00Z")));

        assertThat(calendar.due(at(MON + "08:00"), Span.parse("PT2H"), forEver)).isEmpty();
        assertThat(calendar.due(at(MON + "08:00"), Span.parse("P1BD"), forEver)).isEmpty();
        assertThat(calendar.after(at(MON + "08:00"), Duration.ofHours(1).toMillis(), forEver))
                .contains(at(MON + "09:00"));
    }

    /** A walk by day would take tens of thousands of steps for each of these answers. */
    @Test
    @Timeout(20)
    void paragraph3_6_centuriesCostNoMoreThanTheirLogarithm() {
        ServiceCalendar calendar = ServiceCalendar.of(prime());
        Instant start = Instant.parse("1910-01-01T00:00:00Z");
        Instant end = Instant.parse("2390-01-01T00:00:00Z");
        long whole = calendar.elapsedMillis(start, end);

        for (int i = 0; i < 200_000; i++) {
            Instant from = start.plusSeconds(i);
            assertThat(calendar.elapsedMillis(from, end)).isLessThanOrEqualTo(whole);
            calendar.isOpen(from);
            assertThat(calendar.due(from, FAR, List.of())).isPresent();
        }
    }

    @ParameterizedTest
    @CsvSource({"false, 2026-01-01T02:00, 2026-01-02T06:00", "true, 2026-01-01T02:00, 2026-01-02T08:00"})
    void paragraph3_6_anAnswerDoesNotDependOnWhatWasAskedBefore(boolean nights, String start, String deadline) {
        CalendarDefinition definition =
                nights ? complement(weekly(BERLIN, ALL_DAYS, "08-18")) : weekly(BERLIN, ALL_DAYS, "22-06");
        ServiceCalendar asked = ServiceCalendar.of(definition);
        // compiles 2026 to 2028, and the business day of the last evening of 2025 reaches into them
        asked.isOpen(at("2027-06-01T10:00"));

        for (ServiceCalendar calendar : List.of(ServiceCalendar.of(definition), asked)) {
            assertThat(calendar.due(at(start), Span.parse("P1BD"), List.of())
                            .orElseThrow()
                            .deadline())
                    .isEqualTo(at(deadline));
            assertThat(calendar.businessDays(at(start), at("2026-01-01T12:00"))).isEqualTo(1);
        }
    }

    @Test
    void yearsFarApartAreAskedAboutInOneGo() {
        ServiceCalendar calendar = ServiceCalendar.of(always(ZoneId.of("UTC")));
        Instant from = Instant.parse("1970-01-01T00:00:00Z");
        Instant to = Instant.parse("2370-01-01T00:00:00Z");

        assertThat(calendar.elapsedMillis(from, to))
                .isEqualTo(Duration.between(from, to).toMillis());
        assertThatThrownBy(() -> calendar.isOpen(Instant.parse("2400-01-02T00:00:00Z")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
