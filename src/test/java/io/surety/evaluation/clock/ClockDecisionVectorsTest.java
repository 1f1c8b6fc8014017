package io.surety.evaluation.clock;

import static io.surety.evaluation.ClockState.CANCELLED;
import static io.surety.evaluation.ClockState.LATE;
import static io.surety.evaluation.ClockState.MET;
import static io.surety.evaluation.ClockState.RUNNING;
import static io.surety.evaluation.ClockState.STOPPED_LATE;
import static io.surety.evaluation.clock.Scene.FOUR_HOURS;
import static io.surety.evaluation.clock.Scene.ITEM;
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
import io.surety.measurement.ItemEvent;
import io.surety.measurement.ItemHistory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The vectors of the domain that say which clocks an item has, what stops them and how they are decided, whatever is corrected,
 * reclassified or reopened; each name ends with its paragraph.
 */
class ClockDecisionVectorsTest {

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

    private static final String PRIORITIES =
            "{id: urgent, when: {priority: [\"1\"]}, calendar: day, within: PT2H}, {id: rest, calendar: day, within: PT8H}";

    private static Version continuing() {
        return sla(resolve(", reopen: {as: continue}", all("day", "PT4H")));
    }

    private static JudgedClock named(List<JudgedClock> clocks, String target) {
        return clocks.stream()
                .filter(c -> c.target().equals(target))
                .findFirst()
                .orElseThrow();
    }
}
