package io.surety.evaluation.clock;

import static io.surety.evaluation.clock.Scene.at;
import static io.surety.evaluation.clock.Scene.incident;
import static io.surety.evaluation.clock.Scene.sla;
import static io.surety.evaluation.clock.Scene.term;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.surety.agreement.Version;
import io.surety.agreement.WorkCalendar;
import io.surety.calendar.CalendarDefinition;
import io.surety.calendar.CalendarDefinition.TimeRange;
import io.surety.calendar.CalendarDefinition.Window;
import io.surety.calendar.ServiceCalendar;
import io.surety.evaluation.ClockState;
import io.surety.evaluation.ClockView.Decision;
import io.surety.evaluation.ledger.Mark;
import io.surety.evaluation.ledger.TimeEntry;
import io.surety.evaluation.ledger.TimeLabel;
import io.surety.party.OrganisationId;
import io.surety.shared.ContentHash;
import io.surety.shared.Diagnostic;
import io.surety.testing.TestCalendars;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * {@code calendar: assignee} is the calendar of the person assigned at the start ({@code domain.md} 2.2): speed-to-lead runs
 * on the rep's calendar from the assignment to the first human touch ({@code domain.md} 4). Anna works in Berlin from 9 to
 * 17, Ben from 13 to 21.
 */
class AssigneeCalendarTest {

    private static final Instant SINCE = at("2026-01-01 00:00");

    private static final Version LEADS = sla(term(
            "first-touch",
            "start: {event: assigned}, stop: {event: touched, by: human}, reopen: {as: ignore}",
            "{id: all, calendar: assignee, within: PT4H}"));

    @Test
    void aClockRunsOnTheCalendarOfThePersonAssignedAtTheStart_2_2() {
        Scene.Incident lead = incident("2026-03-02 10:00").event("2026-03-02 10:00", "assigned", "", "assignee", "ben");

        JudgedClock clock = only(lead, "2026-03-02 20:00");

        assertThat(clock.due())
                .hasValueSatisfying(due -> assertThat(due.deadline()).isEqualTo(at("2026-03-02 17:00")));
        assertThat(clock.assignee()).contains("ben");
        assertThat(clock.state()).isEqualTo(ClockState.LATE);
        assertThat(clock.ledger().millis(TimeLabel.CLOSED)).isEqualTo(3 * 3_600_000L);
        assertThat(clock.ledger().millis(TimeLabel.GOOD)).isEqualTo(4 * 3_600_000L);
        assertThat(clock.ledger().millis(TimeLabel.BAD)).isEqualTo(3 * 3_600_000L);
        assertThat(clock.ledger().millis()).isEqualTo(10 * 3_600_000L);
    }

    @Test
    void anAutomaticReplyIsNoTouch_4() {
        Scene.Incident lead = incident("2026-03-02 10:00")
                .event("2026-03-02 10:00", "assigned", "", "assignee", "anna")
                .event("2026-03-02 10:01", "touched", "automatic")
                .event("2026-03-02 13:30", "touched", "human");

        JudgedClock clock = only(lead, "2026-03-02 20:00");

        assertThat(clock.decision()).contains(new Decision(true, at("2026-03-02 13:30")));
    }

    @Test
    void whoeverGetsItLaterChangesTheAttributionAndNotTheCalendar_2_2() {
        Scene.Incident lead = incident("2026-03-02 10:00")
                .event("2026-03-02 10:00", "assigned", "", "assignee", "anna")
                .event("2026-03-02 12:00", "assigned", "", "assignee", "ben");

        JudgedClock clock = only(lead, "2026-03-02 15:00");

        assertThat(clock.due())
                .hasValueSatisfying(due -> assertThat(due.deadline()).isEqualTo(at("2026-03-02 14:00")));
        assertThat(clock.assignee()).contains("anna");
        assertThat(clock.ledger().entries())
                .extracting(TimeEntry::from, entry -> entry.mark().label(), entry -> entry.mark()
                        .cause())
                .containsExactly(
                        tuple(at("2026-03-02 10:00"), TimeLabel.GOOD, "assigned to anna"),
                        tuple(at("2026-03-02 12:00"), TimeLabel.GOOD, "assigned to ben"),
                        tuple(at("2026-03-02 14:00"), TimeLabel.BAD, "assigned to ben"));
    }

    @Test
    void theLedgerSaysWhoseCalendarIsClosedAndSinceWhenItIsHers_5_1() {
        Scene.Incident lead =
                incident("2026-03-02 18:00").event("2026-03-02 18:00", "assigned", "", "assignee", "anna");

        JudgedClock clock = only(lead, "2026-03-02 19:00");

        assertThat(clock.ledger().entries())
                .extracting(TimeEntry::mark)
                .containsExactly(Mark.closed("hours@1 of anna, hers since " + SINCE));
    }

    @Test
    void aPersonWithoutACalendarIsJudgedOnThatOfTheAgreementAndItIsSaid_2_2() {
        Scene.Incident lead =
                incident("2026-03-02 10:00").event("2026-03-02 10:00", "assigned", "", "assignee", "carl");

        ItemJudgement judgement = judge(lead, "2026-03-02 20:00");

        assertThat(judgement.clocks()).singleElement().satisfies(clock -> {
            assertThat(clock.due())
                    .hasValueSatisfying(due -> assertThat(due.deadline()).isEqualTo(at("2026-03-02 14:00")));
            assertThat(clock.assignee()).contains("carl");
        });
        assertThat(judgement.diagnostics())
                .extracting(Diagnostic::path, Diagnostic::code)
                .containsExactly(tuple("/clocks/first-touch/all", "no-calendar-of-assignee"));
    }

    @Test
    void whereNobodyIsAssignedAtTheStartItIsTheAgreementsCalendar_2_2() {
        Version created = sla(term(
                "first-touch",
                "start: {event: created}, stop: {event: touched, by: human}",
                "{id: all, calendar: assignee, within: PT4H}"));
        Scene.Incident lead = incident("2026-03-02 17:00").event("2026-03-02 17:30", "assigned", "", "assignee", "ben");

        ItemJudgement judgement = new JudgeClocks(new TestCalendars(), AssigneeCalendarTest::hours)
                .judge(lead.history(), List.of(created), at("2026-03-02 20:00"));

        assertThat(judgement.clocks()).singleElement().satisfies(clock -> {
            assertThat(clock.due())
                    .hasValueSatisfying(due -> assertThat(due.deadline()).isEqualTo(at("2026-03-03 11:00")));
            assertThat(clock.assignee()).isEmpty();
        });
        assertThat(judgement.diagnostics()).extracting(Diagnostic::code).containsExactly("no-calendar-of-assignee");
    }

    @Test
    void assignedInTheSameInstantIsAssignedAtTheStart_2_2() {
        Version created = sla(term(
                "first-touch",
                "start: {event: created}, stop: {event: touched, by: human}",
                "{id: all, calendar: assignee, within: PT4H}"));
        Scene.Incident lead = incident("2026-03-02 10:00").event("2026-03-02 10:00", "assigned", "", "assignee", "ben");

        ItemJudgement judgement = new JudgeClocks(new TestCalendars(), AssigneeCalendarTest::hours)
                .judge(lead.history(), List.of(created), at("2026-03-02 20:00"));

        assertThat(judgement.clocks()).singleElement().satisfies(clock -> assertThat(clock.assignee())
                .contains("ben"));
    }

    /** {@code attempts ≥ n in d days}: the sixth human touch meets it, and the n-th end ends it ({@code domain.md} 4, 2.2). */
    @Test
    void theNthTouchStopsAndTheNthEndEnds_2_2() {
        Version attempts = sla(term(
                "attempts",
                "start: {event: assigned}, stop: {event: touched, by: human, count: 3},"
                        + " end: {event: refused, count: 2}, reopen: {as: ignore}",
                "{id: all, calendar: assignee, within: P10BD}"));
        Scene.Incident lead = incident("2026-03-02 10:00")
                .event("2026-03-02 10:00", "assigned", "", "assignee", "anna")
                .event("2026-03-02 11:00", "touched", "human")
                .event("2026-03-02 12:00", "refused", "human")
                .event("2026-03-02 13:00", "touched", "human")
                .event("2026-03-02 14:00", "touched", "automatic");

        assertThat(judged(attempts, lead, "2026-03-03 10:00").state()).isEqualTo(ClockState.RUNNING);
        assertThat(judged(attempts, lead.event("2026-03-03 11:00", "touched", "human"), "2026-03-03 12:00")
                        .decision())
                .contains(new Decision(true, at("2026-03-03 11:00")));
    }

    @Test
    void theSecondEndEndsItWithoutMeetingAnything_2_2() {
        Version attempts = sla(term(
                "attempts",
                "start: {event: assigned}, stop: {event: touched, by: human, count: 3},"
                        + " end: {event: refused, count: 2}, reopen: {as: ignore}",
                "{id: all, calendar: assignee, within: P10BD}"));
        Scene.Incident lead = incident("2026-03-02 10:00")
                .event("2026-03-02 10:00", "assigned", "", "assignee", "anna")
                .event("2026-03-02 12:00", "refused", "human")
                .event("2026-03-02 14:00", "refused", "human")
                .event("2026-03-02 15:00", "touched", "human");

        JudgedClock clock = judged(attempts, lead, "2026-03-03 10:00");

        assertThat(clock.notCounted()).contains("ended");
        assertThat(clock.stoppedAt()).contains(at("2026-03-02 14:00"));
    }

    private static JudgedClock only(Scene.Incident lead, String asOf) {
        ItemJudgement judgement = judge(lead, asOf);
        assertThat(judgement.diagnostics()).isEmpty();
        assertThat(judgement.clocks()).hasSize(1);
        return judgement.clocks().get(0);
    }

    private static ItemJudgement judge(Scene.Incident lead, String asOf) {
        return new JudgeClocks(new TestCalendars(), AssigneeCalendarTest::hours)
                .judge(lead.history(), List.of(LEADS), at(asOf));
    }

    private static JudgedClock judged(Version version, Scene.Incident lead, String asOf) {
        List<JudgedClock> clocks = new JudgeClocks(new TestCalendars(), AssigneeCalendarTest::hours)
                .judge(lead.history(), List.of(version), at(asOf))
                .clocks();
        assertThat(clocks).hasSize(1);
        return clocks.get(0);
    }

    private static Optional<WorkCalendar> hours(String person, Set<OrganisationId> parties, Instant at) {
        return switch (person) {
            case "anna" -> Optional.of(work(9, 17));
            case "ben" -> Optional.of(work(13, 21));
            default -> Optional.empty();
        };
    }

    private static WorkCalendar work(int from, int to) {
        Window week = new Window(
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                new TimeRange(LocalTime.of(from, 0), LocalTime.of(to, 0)));
        ServiceCalendar hours = ServiceCalendar.of(new CalendarDefinition(
                "hours", ZoneId.of("Europe/Berlin"), List.of(week), Set.of(), Map.of(), Optional.empty()));
        return new WorkCalendar("hours@1", ContentHash.of(from + "-" + to), SINCE, hours);
    }
}
