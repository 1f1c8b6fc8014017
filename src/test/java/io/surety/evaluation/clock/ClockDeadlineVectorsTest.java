package io.surety.evaluation.clock;

import static io.surety.evaluation.ClockState.LATE;
import static io.surety.evaluation.ClockState.MET;
import static io.surety.evaluation.ClockState.PAUSED;
import static io.surety.evaluation.ClockState.RUNNING;
import static io.surety.evaluation.ClockState.STOPPED_LATE;
import static io.surety.evaluation.clock.Scene.FOUR_HOURS;
import static io.surety.evaluation.clock.Scene.all;
import static io.surety.evaluation.clock.Scene.at;
import static io.surety.evaluation.clock.Scene.incident;
import static io.surety.evaluation.clock.Scene.judge;
import static io.surety.evaluation.clock.Scene.only;
import static io.surety.evaluation.clock.Scene.resolve;
import static io.surety.evaluation.clock.Scene.sla;
import static io.surety.evaluation.clock.Scene.term;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.Version;
import io.surety.calendar.Due;
import io.surety.evaluation.ClockView.Decision;
import io.surety.evaluation.clock.Scene.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors of the domain that say when a clock is due, late and warned of; each name ends with its paragraph. */
class ClockDeadlineVectorsTest {

    private static final Version TEN_HOURS = sla(resolve("", all("day", "PT10H")));

    @Test
    void tenHoursFromMondayEightAreDueMondayEighteenAndBreachTuesdayEight_3_1() {
        JudgedClock clock = only(incident("2026-03-02 08:00"), "2026-03-02 12:00", TEN_HOURS);

        assertThat(clock.state()).isEqualTo(RUNNING);
        assertThat(clock.due()).contains(new Due(at("2026-03-02 18:00"), at("2026-03-03 08:00"), 10 * 3_600_000L));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02 18:00, true",
        "2026-03-03 07:30, true",
        "2026-03-03 08:00:00.000, true",
        "2026-03-03 08:00:00.001, false"
    })
    void aStopBeforeOrAtTheBreachInstantMeetsTheTarget_3_1(String stop, boolean met) {
        JudgedClock clock =
                only(incident("2026-03-02 08:00").then(stop, "state", "Resolved"), "2026-03-04 12:00", TEN_HOURS);

        assertThat(clock.state()).isEqualTo(met ? MET : STOPPED_LATE);
        assertThat(clock.decision()).contains(new Decision(met, met ? at(stop) : at("2026-03-03 08:00")));
    }

    @Test
    void aRunningClockIsLateOnlyAfterItsBreachInstant_3_1() {
        Incident open = incident("2026-03-02 08:00");

        assertThat(only(open, "2026-03-03 08:00", TEN_HOURS).state()).isEqualTo(RUNNING);
        assertThat(only(open, "2026-03-03 08:00:00.001", TEN_HOURS).state()).isEqualTo(LATE);
    }

    @Test
    void instantsAreCutToMilliseconds_3_1() {
        Incident stopped = incident("2026-03-02 08:00")
                .add(
                        at("2026-03-03 08:00").plusNanos(999_999),
                        "changed",
                        "",
                        Map.of("state", "Resolved"),
                        Instant.EPOCH);

        assertThat(only(stopped, "2026-03-04 08:00", TEN_HOURS).state()).isEqualTo(MET);
    }

    @Test
    void aPausedClockHasNoMarksToComeAndAProjectedDeadlineOnly_3_1() {
        Incident waiting = incident("2026-03-02 08:00").then("2026-03-02 09:00", "state", "Awaiting User");

        JudgedClock clock = only(waiting, "2026-03-02 11:00", FOUR_HOURS);

        assertThat(clock.state()).isEqualTo(PAUSED);
        assertThat(clock.pausedSince()).contains(at("2026-03-02 09:00"));
        assertThat(clock.marks()).isEmpty();
        assertThat(clock.due().map(Due::deadline)).contains(at("2026-03-02 14:00"));
    }

    @Test
    void aClockThatPausesAtThePresentInstantIsPausedAlready_3_1() {
        Incident waiting = incident("2026-03-02 08:00").then("2026-03-02 09:00", "state", "Awaiting User");

        assertThat(only(waiting, "2026-03-02 09:00", FOUR_HOURS).state()).isEqualTo(PAUSED);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02 07:00, 2026-03-03 18:00",
        "2026-03-02 12:30, 2026-03-03 18:00",
        "2026-03-02 17:59, 2026-03-03 18:00",
        "2026-03-02 18:00, 2026-03-04 18:00",
        "2026-03-02 19:00, 2026-03-04 18:00",
        "2026-03-07 10:00, 2026-03-10 18:00"
    })
    void aBusinessDayEndsTheDayAfterDayZero_3_3(String start, String deadline) {
        Version day = sla(resolve("", all("prime", "P1BD")));

        assertThat(only(incident(start), start, day).due().map(Due::deadline)).contains(at(deadline));
    }

    /** Due Tuesday 18:00; no open time lies between that and Wednesday 08:00. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-03 18:00, true",
        "2026-03-03 23:00, true",
        "2026-03-04 08:00, true",
        "2026-03-04 08:00:00.001, false"
    })
    void aStopAfterTheDeadlineOfABusinessDayAndBeforeTheNextOpeningMeetsIt_3_3(String stop, boolean met) {
        Version day = sla(resolve("", all("prime", "P1BD")));

        JudgedClock clock = only(incident("2026-03-02 10:00").then(stop, "state", "Resolved"), "2026-03-05 12:00", day);

        assertThat(clock.state()).isEqualTo(met ? MET : STOPPED_LATE);
    }

    @Test
    void twoHoursPausedOnTuesdayMoveABusinessDayToWednesdayTen_3_3() {
        Incident paused = incident("2026-03-02 10:00")
                .then("2026-03-03 09:00", "state", "Awaiting User")
                .then("2026-03-03 11:00", "state", "Active");

        JudgedClock clock = only(paused, "2026-03-03 12:00", sla(resolve("", all("prime", "P1BD"))));

        assertThat(clock.due().map(Due::deadline)).contains(at("2026-03-04 10:00"));
    }

    @Test
    void aPauseCountsOnlyWhereItOverlapsOpenTime_3_5() {
        Incident overnight = incident("2026-03-02 16:00")
                .then("2026-03-02 17:00", "state", "Awaiting User")
                .then("2026-03-03 09:00", "state", "Active");

        JudgedClock clock = only(overnight, "2026-03-03 09:00", FOUR_HOURS);

        // One hour ran on Monday; Monday 17–18 and Tuesday 08–09 were paused; three hours are left.
        assertThat(clock.due().map(Due::deadline)).contains(at("2026-03-03 12:00"));
        assertThat(clock.elapsedMillis()).isEqualTo(Duration.ofHours(1).toMillis());
    }

    @Test
    void aFirstResponseClockKnowsOnlyPausesBeforeTheResponse_3_5() {
        Version respond = sla(term(
                "respond",
                "start: {event: created}, stop: {leaves: {state: [New]}}, pause: [{while: {state: [Awaiting User]}}]",
                all("day", "PT1H")));
        Incident answered = incident("2026-03-02 08:00")
                .then("2026-03-02 08:30", "state", "Awaiting User")
                .then("2026-03-02 17:00", "state", "Active");

        JudgedClock clock = only(answered, "2026-03-03 12:00", respond);

        assertThat(clock.decision()).contains(new Decision(true, at("2026-03-02 08:30")));
        assertThat(clock.elapsedMillis()).isEqualTo(Duration.ofMinutes(30).toMillis());
    }

    /** Pauses of 09–11 and, over night, of 15–09: the fourth hour of open, unpaused time ends at noon of the next day. */
    @Test
    void theDeadlineIsAWalkByTheTargetPlusAllPausedOpenTime_3_5() {
        Incident waits = incident("2026-03-02 08:00")
                .then("2026-03-02 09:00", "state", "Awaiting User")
                .then("2026-03-02 11:00", "state", "Active");
        assertThat(only(waits, "2026-03-02 12:00", FOUR_HOURS).due().map(Due::deadline))
                .contains(at("2026-03-02 14:00"));

        waits.then("2026-03-02 13:00", "state", "Awaiting User").then("2026-03-03 09:00", "state", "Active");

        assertThat(only(waits, "2026-03-03 09:30", FOUR_HOURS).due().map(Due::deadline))
                .contains(at("2026-03-03 10:00"));
        assertThat(only(waits, "2026-03-03 10:00:00.001", FOUR_HOURS).decision())
                .contains(new Decision(false, at("2026-03-03 10:00")));
    }

    @Test
    void anEventBeforeTheCreationCountsAtElapsedZeroWithADiagnostic() {
        Version respond =
                sla(term("respond", "start: {event: created}, stop: {leaves: {state: [New]}}", all("day", "PT1H")));
        Incident early = incident("2026-03-02 10:00").then("2026-03-02 09:00", "state", "Active");

        ItemJudgement judged = judge(early, "2026-03-02 12:00", respond);

        assertThat(judged.clocks()).singleElement().satisfies(c -> {
            assertThat(c.decision()).contains(new Decision(true, at("2026-03-02 10:00")));
            assertThat(c.elapsedMillis()).isZero();
        });
        assertThat(judged.diagnostics()).extracting(d -> d.code()).containsExactly("before-creation");
    }

    @Test
    void anEventThatIsStillToComeHasNotHappened() {
        Incident future = incident("2026-03-02 08:00").then("2026-03-02 11:00", "state", "Resolved");

        ItemJudgement judged = judge(future, "2026-03-02 10:00", FOUR_HOURS);

        assertThat(judged.clocks()).singleElement().satisfies(c -> assertThat(c.state())
                .isEqualTo(RUNNING));
        assertThat(judged.nextEvent()).contains(at("2026-03-02 11:00"));
    }

    @Test
    void percentMarksAreSharesOfTheOpenTimeAndMoveWithThePauses_8() {
        Incident paused = incident("2026-03-02 16:00")
                .then("2026-03-02 16:30", "state", "Awaiting User")
                .then("2026-03-02 17:00", "state", "Active");

        JudgedClock clock = only(paused, "2026-03-02 17:00", FOUR_HOURS);

        // Half of four hours: 30 min before the pause, 60 until closing, 30 on Tuesday.
        assertThat(clock.marks())
                .extracting(DueMark::at)
                .containsExactly(at("2026-03-03 08:30"), at("2026-03-03 09:30"), at("2026-03-03 10:30"));
    }

    @Test
    void beforeTheDeadlineIsWalkedOnTheCalendarAndAClosingInstantFiresAtIt_8() {
        JudgedClock clock = only(incident("2026-03-02 17:00"), "2026-03-02 17:00", warnedBefore("PT1H30M"));
        assertThat(clock.due().orElseThrow().deadline()).isEqualTo(at("2026-03-03 09:00"));
        assertThat(clock.marks())
                .extracting(m -> m.mark().text() + " at " + m.at())
                .containsExactly(
                        "PT1H30M at " + at("2026-03-02 17:30"),
                        "1/2 at " + at("2026-03-02 18:00"),
                        "breach at " + at("2026-03-03 09:00"));

        assertThat(only(incident("2026-03-02 17:00"), "2026-03-02 17:00", warnedBefore("PT1H"))
                        .marks())
                .extracting(m -> m.mark().text() + " at " + m.at())
                .contains("PT1H at " + at("2026-03-02 18:00"));
    }

    /** Two hours of office time, with a tier that long before the deadline. */
    private static Version warnedBefore(String length) {
        String text = Scene.text("support", "SLA", "customer", 0, "northwind-it", resolve("", all("day", "PT2H")))
                .replace("{elapsed: \"75%\"}", "{before: " + length + "}");
        return Scene.active("support", 1, text, "2026-01-01 00:00", "2027-01-01 00:00");
    }
}
