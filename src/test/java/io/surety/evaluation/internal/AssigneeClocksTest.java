package io.surety.evaluation.internal;

import static io.surety.evaluation.clock.Scene.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.surety.agreement.DocumentFormat;
import io.surety.agreement.ReadCalendar;
import io.surety.agreement.SharedCalendars;
import io.surety.agreement.WorkCalendars;
import io.surety.evaluation.ClockState;
import io.surety.evaluation.ClockView;
import io.surety.evaluation.ClockView.Decision;
import io.surety.evaluation.Clocks.OpenClock;
import io.surety.evaluation.clock.Scene;
import io.surety.evaluation.ledger.Mark;
import io.surety.evaluation.ledger.TimeEntry;
import io.surety.measurement.ItemRef;
import io.surety.party.PersonId;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Clocks on the calendars of those who are assigned, kept in the database ({@code domain.md} 2.2, 3.4, 5.2): what somebody
 * works by counts from an instant on, and nothing that is decided changes by it.
 */
class AssigneeClocksTest extends ClockScenes {

    private static final PersonId NORA = new PersonId("nora");
    private static final AtomicInteger REPS = new AtomicInteger();
    private static final String MORNINGS = hours("08:00", "12:00");
    private static final String EVENINGS = hours("16:00", "20:00");

    private PersonId rep;

    @BeforeEach
    void aRepOfHerOwn() {
        rep = new PersonId("rep-" + REPS.incrementAndGet());
        String term = "{id: first-touch, service: service-desk, obligated: provider, escalation: ladder,"
                + " measure: {kind: duration, of: lead, source: tickets, start: {event: assigned},"
                + " stop: {event: touched, by: human}, reopen: {as: ignore}},"
                + " targets: [{id: all, calendar: assignee, within: PT2H}]}";
        world.activate(Scene.text("agreement-" + source, "SLA", "customer", 0, "northwind-it", term)
                .replace("tickets", source));
    }

    @Test
    void aClockThatStartedKeepsTheCalendarItStartedWith_3_4() {
        enterOwn(Optional.empty(), MORNINGS);
        assigned(item, "2026-03-02 09:00");
        enterOwn(Optional.of(at("2026-03-02 09:30")), EVENINGS);
        ItemRef later = new ItemRef(source, "INC2");
        assigned(later, "2026-03-02 10:00");

        assertThat(only().deadlineAt()).contains(at("2026-03-02 11:00"));
        assertThat(world.clocks().of(later))
                .extracting(ClockView::deadlineAt)
                .containsExactly(Optional.of(at("2026-03-02 18:00")));
        world.take(item, at("2026-03-02 10:30"), "changed", "note", "judged again");
        assertThat(only().deadlineAt()).contains(at("2026-03-02 11:00"));
    }

    @Test
    void whatIsEnteredBeforeOrAfterTheMeasurementCameIsTheSame_5_2() {
        enterOwn(Optional.of(at("2026-03-02 09:00")), EVENINGS);
        moveTo("2026-03-02 12:00");
        enterOwn(Optional.of(at("2026-03-02 13:00")), MORNINGS);
        // told late: at the start her evenings counted, and they still do
        moveTo("2026-03-03 12:00");
        create(item, "2026-03-02 09:00");
        world.take(item, at("2026-03-02 09:00"), "assigned", "assignee", rep.value());

        assertThat(only().deadlineAt()).contains(at("2026-03-02 18:00"));
    }

    @Test
    void aChangeInThePastIsRefused_3_4() {
        enterOwn(Optional.empty(), MORNINGS);
        moveTo("2026-03-02 09:00");

        assertThatThrownBy(() -> enterOwn(Optional.of(at("2026-03-02 08:59")), EVENINGS))
                .isInstanceOfSatisfying(
                        Refusal.class, refused -> assertThat(refused.type()).isEqualTo("calendar-in-the-past"));
        assertThat(world.bean(WorkCalendars.class).of(rep)).hasSize(1);
    }

    @Test
    void theFirstCalendarReachesBackToWhatStillRuns_3_4() {
        assigned(item, "2026-03-02 08:30");
        assertThat(only().deadlineAt()).contains(at("2026-03-02 10:30"));
        assertThat(only().diagnostics()).extracting(Diagnostic::code).containsExactly("no-calendar-of-assignee");

        moveTo("2026-03-02 09:00");
        enterOwn(Optional.of(at("2026-03-02 08:00")), EVENINGS);

        assertThat(only().deadlineAt()).contains(at("2026-03-02 18:00"));
        assertThat(only().diagnostics()).isEmpty();
        scanAt("2026-03-02 17:59");
        assertThat(only().state()).isEqualTo(ClockState.RUNNING);
    }

    @Test
    void theFirstCalendarDoesNotChangeWhatIsDecidedWithoutIt_3_4() {
        assigned(item, "2026-03-02 08:30");
        scanAt("2026-03-02 11:00");
        assertThat(only().decision()).contains(new Decision(false, at("2026-03-02 10:30")));

        assertThatThrownBy(() -> enterOwn(Optional.of(at("2026-03-02 08:00")), EVENINGS))
                .isInstanceOfSatisfying(
                        Refusal.class, refused -> assertThat(refused.type()).isEqualTo("clocks-decided"));

        assertThat(world.bean(WorkCalendars.class).of(rep)).isEmpty();
        assertThat(only().decision()).contains(new Decision(false, at("2026-03-02 10:30")));
        enterOwn(Optional.of(at("2026-03-02 09:00")), EVENINGS);
        assertThat(only().decision()).contains(new Decision(false, at("2026-03-02 10:30")));
    }

    @Test
    void anEarlierPresentIsAnsweredByWhatWasEnteredByThen_6_5() {
        assigned(item, "2026-03-02 08:30");
        moveTo("2026-03-02 09:00");
        enterOwn(Optional.of(at("2026-03-02 08:00")), EVENINGS);
        moveTo("2026-03-02 10:00");

        assertThat(marks(at("2026-03-02 08:45")))
                .containsExactly(tuple(Mark.good("northwind-it").because("assigned to " + rep)));
        assertThat(marks(at("2026-03-02 09:00")))
                .containsExactly(tuple(Mark.closed("own hours of " + rep + ", hers since " + at("2026-03-02 08:00"))));
    }

    @Test
    void aNewerVersionOfASharedCalendarCountsForWhatStartsAfterIt_3_4() {
        String name = "shared-" + source;
        keepShared(name, "08:00", "12:00");
        world.bean(WorkCalendars.class).enter(rep, Optional.empty(), name, NORA);
        assigned(item, "2026-03-02 09:00");
        moveTo("2026-03-02 10:00");
        keepShared(name, "16:00", "20:00");
        world.take(item, at("2026-03-02 10:00"), "changed", "note", "judged again");
        ItemRef later = new ItemRef(source, "INC2");
        assigned(later, "2026-03-02 10:30");

        assertThat(only().deadlineAt()).contains(at("2026-03-02 11:00"));
        assertThat(world.clocks().of(later))
                .extracting(ClockView::deadlineAt)
                .containsExactly(Optional.of(at("2026-03-02 18:00")));
    }

    @Test
    void whereASharedCalendarNoLongerHoldsItIsTheAgreements_2_2() {
        String name = "shared-" + source;
        keepShared(name, "16:00", "20:00", "2026-03-03");
        world.bean(WorkCalendars.class).enter(rep, Optional.empty(), name, NORA);
        assigned(item, "2026-03-03 09:00");

        assertThat(only().deadlineAt()).contains(at("2026-03-03 11:00"));
        assertThat(only().diagnostics()).extracting(Diagnostic::code).containsExactly("no-calendar-of-assignee");
    }

    @Test
    void aPersonOfNoPartyIsLikeSomebodyUnknown_2_2() {
        PersonId foreign = new PersonId("globex-" + REPS.incrementAndGet());
        PersonId unknown = new PersonId("nobody-" + REPS.incrementAndGet());
        world.bean(WorkCalendars.class).enterOwn(foreign, Optional.empty(), EVENINGS, foreign);
        assigned(item, "2026-03-02 09:00", foreign);
        ItemRef other = new ItemRef(source, "INC2");
        assigned(other, "2026-03-02 09:00", unknown);

        ClockView notOurs = only();
        assertThat(notOurs.deadlineAt()).as("on the agreement's calendar").contains(at("2026-03-02 11:00"));
        assertThat(said(notOurs, foreign))
                .isEqualTo(said(world.clocks().of(other).get(0), unknown))
                .contains("no-calendar-of-assignee")
                .doesNotContain("16:00", "hers since");
    }

    @Test
    void aForeignSourceThatNamesHerKeepsNoCalendarOfHersBack_3_4() {
        PersonId foreign = new PersonId("globex-" + REPS.incrementAndGet());
        assigned(item, "2026-03-02 08:30", foreign);
        scanAt("2026-03-02 11:00");
        assertThat(only().decision()).contains(new Decision(false, at("2026-03-02 10:30")));

        world.bean(WorkCalendars.class).enterOwn(foreign, Optional.of(at("2026-03-02 08:00")), EVENINGS, foreign);

        assertThat(world.bean(WorkCalendars.class).of(foreign)).hasSize(1);
        assertThat(only().decision()).contains(new Decision(false, at("2026-03-02 10:30")));
    }

    @Test
    void whatRemainsIsCountedOnHerCalendar_3_1() {
        enterOwn(Optional.empty(), EVENINGS);
        assigned(item, "2026-03-02 09:00");

        List<OpenClock> open = world.clocks()
                .atRisk(List.of("agreement-" + source), at("2026-03-02 17:00"), at("2026-03-03 00:00"), 10);

        assertThat(open)
                .extracting(OpenClock::remainingMillis)
                .containsExactly(Duration.ofHours(1).toMillis());
    }

    @Test
    void hoursOfHerOwnAreCheckedLikeAnyCalendar_3_4() {
        assertThatThrownBy(
                        () -> enterOwn(Optional.empty(), "{\"zone\": \"Europe/Atlantis\", \"organisation\": \"acme\"}"))
                .isInstanceOfSatisfying(Refusal.class, refused -> assertThat(refused.diagnostics())
                        .extracting(Diagnostic::path, Diagnostic::code)
                        .containsExactly(tuple("/own/organisation", "unknown-field")));
        assertThatThrownBy(() -> enterOwn(Optional.empty(), "{\"zone\": \"Europe/Atlantis\"}"))
                .isInstanceOfSatisfying(Refusal.class, refused -> assertThat(refused.diagnostics())
                        .extracting(Diagnostic::path, Diagnostic::code)
                        .containsExactly(tuple("/own/zone", "unknown-zone")));
        assertThatThrownBy(() -> enterOwn(Optional.empty(), "{\"zone\": \"Europe/Berlin\"}"))
                .isInstanceOfSatisfying(Refusal.class, refused -> assertThat(refused.diagnostics())
                        .extracting(Diagnostic::path, Diagnostic::code)
                        .containsExactly(tuple("/own", "calendar-never-opens")));
    }

    private List<org.assertj.core.groups.Tuple> marks(Instant asOf) {
        return world.clocks().ledger(only().id(), asOf).orElseThrow().ledger().entries().stream()
                .map(TimeEntry::mark)
                .map(mark -> tuple(mark))
                .toList();
    }

    private void create(ItemRef lead, String local) {
        world.create(lead, at(local));
    }

    private void assigned(ItemRef lead, String local) {
        assigned(lead, local, rep);
    }

    private void assigned(ItemRef lead, String local, PersonId to) {
        moveTo(local);
        create(lead, local);
        world.take(lead, at(local), "assigned", "assignee", to.value());
    }

    /** All that a clock and its ledger say, but for the name. */
    private String said(ClockView clock, PersonId assignee) {
        return (clock.diagnostics()
                        + " "
                        + world.clocks()
                                .ledger(clock.id(), world.time().now())
                                .orElseThrow()
                                .ledger()
                                .entries())
                .replace(assignee.value(), "SOMEBODY");
    }

    private void enterOwn(Optional<Instant> from, String hours) {
        world.bean(WorkCalendars.class).enterOwn(rep, from, hours, NORA);
    }

    private void keepShared(String name, String from, String to) {
        keepShared(name, from, to, "2027-01-01");
    }

    private void keepShared(String name, String from, String to, String end) {
        String text =
                """
                apiVersion: surety/v1
                kind: Calendar
                metadata: {name: NAME, title: Shifts}
                spec:
                  organisation: northwind-it
                  validity: {from: "2026-01-01", to: "END"}
                  zone: Europe/Berlin
                  windows: [{days: [MO, TU, WE, TH, FR], from: "FROM", to: "TO"}]
                """
                        .replace("NAME", name)
                        .replace("END", end)
                        .replace("FROM", from)
                        .replace("TO", to);
        world.bean(SharedCalendars.class)
                .keep(
                        world.bean(ReadCalendar.class).read(text.getBytes(StandardCharsets.UTF_8), DocumentFormat.YAML),
                        NORA);
    }

    private static String hours(String from, String to) {
        return "{\"zone\": \"Europe/Berlin\", \"windows\": [{\"days\": [\"MO\", \"TU\", \"WE\", \"TH\", \"FR\"],"
                + " \"from\": \"%s\", \"to\": \"%s\"}]}".formatted(from, to);
    }
}
