package io.surety.evaluation.clock;

import static io.surety.evaluation.ClockState.CANCELLED;
import static io.surety.evaluation.ClockState.LATE;
import static io.surety.evaluation.ClockState.MET;
import static io.surety.evaluation.ClockState.PAUSED;
import static io.surety.evaluation.ClockState.RUNNING;
import static io.surety.evaluation.ClockState.STOPPED_LATE;
import static io.surety.evaluation.clock.Scene.ITEM;
import static io.surety.evaluation.clock.Scene.all;
import static io.surety.evaluation.clock.Scene.at;
import static io.surety.evaluation.clock.Scene.incident;
import static io.surety.evaluation.clock.Scene.judge;
import static io.surety.evaluation.clock.Scene.resolve;
import static io.surety.evaluation.clock.Scene.sla;
import static io.surety.evaluation.clock.Scene.term;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.Version;
import io.surety.calendar.Due;
import io.surety.evaluation.ClockView.Decision;
import io.surety.evaluation.clock.Scene.Incident;
import io.surety.measurement.ItemEvent;
import io.surety.measurement.ItemHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors of the domain that speak of clocks; each name ends with its paragraph. */
class ClockVectorsTest {

    private static final Version TEN_HOURS = sla(resolve("", all("day", "PT10H")));
    private static final Version FOUR_HOURS = sla(resolve("", all("day", "PT4H")));

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

    @Test
    void anotherPriorityStartsANewClockAtTheOriginalEventThatInheritsThePauses_3_5() {
        Version priorities = sla(resolve("", PRIORITIES));
        Incident raised = incident("2026-03-02 08:00", "priority", "3")
                .then("2026-03-02 08:30", "state", "Awaiting User")
                .then("2026-03-02 09:30", "state", "Active")
                .then("2026-03-02 10:00", "priority", "1");

        List<JudgedClock> clocks = judge(raised, "2026-03-02 10:30", priorities).clocks();

        JudgedClock old = named(clocks, "rest");
        assertThat(old.state()).isEqualTo(CANCELLED);
        assertThat(old.notCounted()).contains("reclassified");
        assertThat(old.stoppedAt()).contains(at("2026-03-02 10:00"));
        JudgedClock next = named(clocks, "urgent");
        assertThat(next.startedAt()).isEqualTo(at("2026-03-02 08:00"));
        assertThat(next.matchedAt()).isEqualTo(at("2026-03-02 10:00"));
        assertThat(next.due().map(Due::deadline)).contains(at("2026-03-02 11:00"));
        assertThat(next.bornLate()).isFalse();
    }

    @Test
    void aClockThatIsLateWhenItComesUpSaysSoOnceAndIsFlagged_3_5() {
        Incident raised = incident("2026-03-02 08:00", "priority", "3").then("2026-03-02 12:00", "priority", "1");

        JudgedClock clock = named(
                judge(raised, "2026-03-02 12:00", sla(resolve("", PRIORITIES))).clocks(), "urgent");

        assertThat(clock.state()).isEqualTo(LATE);
        assertThat(clock.bornLate()).isTrue();
        assertThat(clock.marks()).singleElement().satisfies(m -> {
            assertThat(m.isBreach()).isTrue();
            assertThat(m.at()).isEqualTo(at("2026-03-02 10:00"));
        });
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

    /** The source corrects the priority of the creation: the urgent clock, late since ten, never was. */
    @Test
    void onlyACorrectionOfTheClassUndoesABreach_4() {
        Version priorities = sla(resolve("", PRIORITIES));
        Incident raised = incident("2026-03-02 08:00", "priority", "1");
        ItemHistory told = raised.history();
        ItemEvent creation = told.events().get(0);
        Map<String, String> right = new HashMap<>(creation.attributes());
        right.put("priority", "3");
        ItemEvent corrected = new ItemEvent(
                ITEM,
                creation.id(),
                1,
                creation.at(),
                at("2026-03-02 12:00"),
                creation.order(),
                creation.type(),
                creation.by(),
                right);

        assertThat(named(judge(told, at("2026-03-02 12:00"), priorities).clocks(), "urgent")
                        .state())
                .isEqualTo(LATE);
        assertThat(judge(
                                new ItemHistory(ITEM, List.of(creation, corrected), List.of()),
                                at("2026-03-02 12:00"),
                                priorities)
                        .clocks())
                .singleElement()
                .satisfies(clock -> {
                    assertThat(clock.target()).isEqualTo("rest");
                    assertThat(clock.state()).isEqualTo(RUNNING);
                });
    }

    @Test
    void aLateClockCountsWhereItWentLateWheneverItIsClosed_4() {
        Incident closed = incident("2026-03-31 16:00").then("2026-06-01 09:00", "state", "Closed");

        JudgedClock clock = only(closed, "2026-06-02 09:00", FOUR_HOURS);

        assertThat(clock.state()).isEqualTo(STOPPED_LATE);
        assertThat(clock.decision()).contains(new Decision(false, at("2026-04-01 10:00")));
    }

    @Test
    void aContinuedReopeningPausesTheTimeBetweenAndWithdrawsAMetDecision_4() {
        Incident reopened = incident("2026-03-02 08:00")
                .then("2026-03-02 10:00", "state", "Resolved")
                .then("2026-03-02 15:00", "state", "Active");

        JudgedClock clock = only(reopened, "2026-03-02 16:00", continuing());

        assertThat(clock.state()).isEqualTo(RUNNING);
        assertThat(clock.decision()).isEmpty();
        assertThat(clock.due().map(Due::deadline)).contains(at("2026-03-02 17:00"));
        assertThat(only(reopened, "2026-03-02 17:00:00.001", continuing()).decision())
                .contains(new Decision(false, at("2026-03-02 17:00")));
    }

    @Test
    void aBreachStandsThroughAReopening_4() {
        Incident reopened = incident("2026-03-02 08:00")
                .then("2026-03-02 13:00", "state", "Resolved")
                .then("2026-03-02 14:00", "state", "Active")
                .then("2026-03-02 14:30", "state", "Resolved");

        assertThat(only(reopened, "2026-03-03 16:00", continuing()).decision())
                .contains(new Decision(false, at("2026-03-02 12:00")));
    }

    @Test
    void aResetReopeningStartsASecondClockAndBothCount_4() {
        Incident reopened = incident("2026-03-02 08:00")
                .then("2026-03-02 10:00", "state", "Resolved")
                .then("2026-03-02 15:00", "state", "Active");
        Version resetting = sla(resolve(", reopen: {as: reset}", all("day", "PT4H")));

        List<JudgedClock> clocks =
                judge(reopened, "2026-03-03 16:00", resetting).clocks();

        assertThat(clocks).extracting(JudgedClock::state).containsExactly(MET, LATE);
        assertThat(clocks.get(1).startedAt()).isEqualTo(at("2026-03-02 15:00"));
        assertThat(clocks.get(1).decision()).contains(new Decision(false, at("2026-03-03 09:00")));
    }

    @Test
    void anIgnoredReopeningChangesNothing_4() {
        Incident closed = incident("2026-03-02 08:00").then("2026-03-02 10:00", "state", "Resolved");
        JudgedClock before = only(closed, "2026-03-09 16:00", FOUR_HOURS);

        JudgedClock after = only(closed.then("2026-03-02 15:00", "state", "Active"), "2026-03-09 16:00", FOUR_HOURS);

        assertThat(after).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-04 18:00, RUNNING", "2026-03-05 08:00, RUNNING", "2026-03-05 08:00:00.001, MET"})
    void aReopeningLaterThanItsLimitChangesNothing_4(String reopenedAt, String state) {
        Incident reopened = incident("2026-03-02 08:00")
                .then("2026-03-02 10:00", "state", "Resolved")
                .then(reopenedAt, "state", "Active");
        Version limited = sla(resolve(", reopen: {as: continue, within: P2BD}", all("day", "PT4H")));

        assertThat(only(reopened, "2026-03-05 08:30", limited).state()).hasToString(state);
    }

    @Test
    void aBreachBeforeTheReclassificationStandsAndTheItemCountsOnceInTheTerm_4() {
        Incident lowered = incident("2026-03-02 08:00", "priority", "1")
                .then("2026-03-02 12:00", "priority", "3")
                .then("2026-03-02 13:00", "state", "Resolved");

        List<JudgedClock> clocks =
                judge(lowered, "2026-03-03 12:00", sla(resolve("", PRIORITIES))).clocks();

        assertThat(clocks).singleElement().satisfies(c -> {
            assertThat(c.target()).isEqualTo("urgent");
            assertThat(c.state()).isEqualTo(STOPPED_LATE);
            assertThat(c.decision()).contains(new Decision(false, at("2026-03-02 10:00")));
        });
    }

    @Test
    void aReclassificationAfterTheStopChangesNothing_4() {
        Incident resolved = incident("2026-03-02 08:00", "priority", "3")
                .then("2026-03-02 12:00", "state", "Resolved")
                .then("2026-03-02 13:00", "priority", "1");

        List<JudgedClock> clocks = judge(resolved, "2026-03-03 12:00", sla(resolve("", PRIORITIES)))
                .clocks();

        assertThat(clocks).singleElement().satisfies(c -> {
            assertThat(c.target()).isEqualTo("rest");
            assertThat(c.state()).isEqualTo(MET);
        });
    }

    @Test
    void aClassThatComesWithTheStopDecidesIt_4() {
        Incident resolved = incident("2026-03-02 08:00", "priority", "3")
                .then("2026-03-02 12:00", "state", "Resolved", "priority", "1");

        List<JudgedClock> clocks = judge(resolved, "2026-03-03 12:00", sla(resolve("", PRIORITIES)))
                .clocks();

        assertThat(named(clocks, "rest").state()).isEqualTo(CANCELLED);
        assertThat(named(clocks, "urgent").decision()).contains(new Decision(false, at("2026-03-02 10:00")));
    }

    @Test
    void anItemThatComesBackToATargetGetsANewClock_4() {
        Incident wavering = incident("2026-03-02 08:00", "priority", "3")
                .then("2026-03-02 08:30", "priority", "1")
                .then("2026-03-02 09:00", "priority", "3");

        List<JudgedClock> clocks = judge(wavering, "2026-03-02 09:30", sla(resolve("", PRIORITIES)))
                .clocks();

        assertThat(clocks).extracting(JudgedClock::target).containsExactlyInAnyOrder("rest", "urgent", "rest");
        assertThat(clocks).extracting(JudgedClock::id).doesNotHaveDuplicates();
        assertThat(clocks)
                .filteredOn(c -> c.state() == RUNNING)
                .extracting(JudgedClock::target)
                .containsExactly("rest");
    }

    @ParameterizedTest
    @CsvSource({"merged", "duplicate", "deleted"})
    void aMergedDuplicateOrDeletedItemIsNotCounted_4(String type) {
        Incident withdrawn = incident("2026-03-02 08:00").event("2026-03-02 14:00", type, "human");

        JudgedClock clock = only(withdrawn, "2026-03-03 12:00", FOUR_HOURS);

        assertThat(clock.state()).isEqualTo(CANCELLED);
        assertThat(clock.notCounted()).contains(type);
        assertThat(clock.decision()).isEmpty();
        assertThat(clock.marks()).isEmpty();
        assertThat(clock.stoppedAt()).contains(at("2026-03-02 14:00"));
    }

    @Test
    void anEndStopsAClockWithoutMeetingAnything_4() {
        Version attempts = sla(term(
                "attempts",
                "start: {event: assigned}, stop: {event: touched, by: human, count: 3}, end: {enters: {state: [Refused]}}",
                all("day", "PT10H")));
        Incident lead = incident("2026-03-02 08:00")
                .event("2026-03-02 09:00", "assigned", "human")
                .event("2026-03-02 09:10", "touched", "automatic")
                .event("2026-03-02 09:20", "touched", "human")
                .event("2026-03-02 09:30", "touched", "human");

        assertThat(only(lead, "2026-03-02 10:00", attempts).state()).isEqualTo(RUNNING);
        assertThat(only(lead.then("2026-03-02 11:00", "state", "Refused"), "2026-03-02 12:00", attempts)
                        .notCounted())
                .contains("ended");
    }

    @Test
    void theNthStartStartsTheClockAndNoOther_2_2() {
        Version second = sla(
                term("second-hand", "start: {event: assigned, count: 2}, stop: {event: touched}", all("day", "PT10H")));
        Incident lead = incident("2026-03-02 08:00").event("2026-03-02 08:30", "assigned", "human");
        assertThat(judge(lead, "2026-03-02 09:00", second).clocks()).isEmpty();

        JudgedClock clock = only(
                lead.event("2026-03-02 09:00", "assigned", "human").event("2026-03-02 09:30", "assigned", "human"),
                "2026-03-02 12:00",
                second);

        assertThat(clock.startedAt()).isEqualTo(at("2026-03-02 09:00"));
    }

    @Test
    void theNthTouchByAHumanStopsTheClock_4() {
        Version attempts = sla(term(
                "attempts",
                "start: {event: assigned}, stop: {event: touched, by: human, count: 2}",
                all("day", "PT10H")));
        Incident lead = incident("2026-03-02 08:00")
                .event("2026-03-02 08:30", "touched", "human")
                .event("2026-03-02 09:00", "assigned", "human")
                .event("2026-03-02 09:10", "touched", "automatic")
                .event("2026-03-02 09:20", "touched", "human")
                .event("2026-03-02 09:30", "touched", "human");

        JudgedClock clock = only(lead, "2026-03-02 12:00", attempts);

        assertThat(clock.startedAt()).isEqualTo(at("2026-03-02 09:00"));
        assertThat(clock.decision()).contains(new Decision(true, at("2026-03-02 09:30")));
    }

    @ParameterizedTest
    @CsvSource({"sum, 1", "each, 2"})
    void staysInAGroupAreSummedOrJudgedEach_2_2(String stays, int clocks) {
        Version handBack = sla(term(
                "hand-back",
                "start: {enters: {group: [Network]}}, stop: {leaves: {group: [Network]}}, stays: " + stays,
                all("day", "PT2H")));
        Incident handed = incident("2026-03-02 08:00", "group", "Desk")
                .then("2026-03-02 09:00", "group", "Network")
                .then("2026-03-02 10:30", "group", "Desk")
                .then("2026-03-02 14:00", "group", "Network")
                .then("2026-03-02 15:00", "group", "Desk");

        List<JudgedClock> judged = judge(handed, "2026-03-03 12:00", handBack).clocks();

        assertThat(judged).hasSize(clocks);
        assertThat(judged).allSatisfy(c -> assertThat(c.state()).isEqualTo(clocks == 1 ? STOPPED_LATE : MET));
    }

    @Test
    void summedStaysBreachInTheSecondStay_2_2() {
        Version handBack = sla(term(
                "hand-back",
                "start: {enters: {group: [Network]}}, stop: {leaves: {group: [Network]}}, stays: sum",
                all("day", "PT2H")));
        Incident handed = incident("2026-03-02 08:00", "group", "Network")
                .then("2026-03-02 09:30", "group", "Desk")
                .then("2026-03-02 14:00", "group", "Network");

        assertThat(only(handed, "2026-03-03 12:00", handBack).decision())
                .contains(new Decision(false, at("2026-03-02 14:30")));
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

    private static final String PRIORITIES =
            "{id: urgent, when: {priority: [\"1\"]}, calendar: day, within: PT2H}, {id: rest, calendar: day, within: PT8H}";

    private static Version continuing() {
        return sla(resolve(", reopen: {as: continue}", all("day", "PT4H")));
    }

    private static JudgedClock only(Incident incident, String asOf, Version version) {
        List<JudgedClock> clocks = judge(incident, asOf, version).clocks();
        assertThat(clocks).hasSize(1);
        return clocks.get(0);
    }

    private static JudgedClock named(List<JudgedClock> clocks, String target) {
        return clocks.stream()
                .filter(c -> c.target().equals(target))
                .findFirst()
                .orElseThrow();
    }
}
