package io.surety.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.agreement.WorkCalendars;
import io.surety.approval.ApprovalHistory.SparedView;
import io.surety.approval.ApprovalHistory.StepView;
import io.surety.party.Assignment;
import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.party.Role;
import io.surety.shared.Refusal;
import io.surety.testing.WholeApplicationTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** {@code sla-approval} on the real engine and database. */
@WholeApplicationTest
class SlaApprovalTest extends ApprovalScene {

    @Autowired
    WorkCalendars calendars;

    @Test
    void isApprovedWhenBothChainsHaveApproved() {
        world.person(world.provider(), "law", Role.LEGAL_APPROVER, null);
        VersionRef version = world.agreed("100.00", "PT4H");
        ProcessInstance instance = start(version);
        assertThat(agreements.get(version).state()).isEqualTo(VersionState.IN_APPROVAL);
        assertThat(assignees(instance)).containsExactlyInAnyOrder(world.id("ops"), world.id("rep"));

        vote(instance, "ops", "approve", null);
        assertThat(assignees(instance)).containsExactlyInAnyOrder(world.id("law"), world.id("rep"));
        vote(instance, "law", "approve", "");
        assertThat(assignees(instance)).containsExactly(world.id("rep"));
        vote(instance, "rep", "approve", null);

        assertThat(outcome(instance)).isEqualTo("APPROVED");
        assertThat(agreements.get(version).state()).isEqualTo(VersionState.APPROVED);
        assertThat(agreements.history(version.agreement())).last().satisfies(entry -> assertThat(entry.reason())
                .contains(
                        world.id("ops").value(),
                        world.id("law").value(),
                        world.id("rep").value()));
    }

    @Test
    void tellsInPlainWordsWhatIsDecided() {
        ProcessInstance instance = start(world.agreed("100.00", "PT4H"));
        String briefing =
                String.valueOf(tasks.getVariableLocal(assigned(instance, "rep").getId(), "briefing"));
        assertThat(briefing)
                .contains("Support &#60;b&#62;now")
                .contains("within PT4H on calendar office, for 95 % per month")
                .contains("5 % of the charges of agreement")
                .contains("1200.00 EUR a year")
                .contains("60.00 EUR a year")
                .contains("\"retroactive\":true")
                .contains(agreements
                        .newest(instance.getBusinessKey().split("@")[0])
                        .orElseThrow()
                        .hash()
                        .hex());
    }

    @Test
    void goesBackToTheNegotiationWhenOneAsksForAChange() {
        VersionRef version = world.agreed("100.00", "PT4H");
        ProcessInstance instance = start(version);
        vote(instance, "rep", "change", "four hours are too long for us");
        assertThat(outcome(instance)).isEqualTo("CHANGE_REQUESTED");
        assertThat(agreements.get(version).state()).isEqualTo(VersionState.NEGOTIATING);
        assertThat(tasks.createTaskQuery()
                        .processInstanceBusinessKey(version.toString())
                        .taskDefinitionKey(APPROVE)
                        .count())
                .isZero();
    }

    @Test
    void endsWhenOneRejects() {
        VersionRef version = world.agreed("100.00", "PT4H");
        ProcessInstance instance = start(version);
        vote(instance, "ops", "reject", "we cannot keep this at all");
        assertThat(outcome(instance)).isEqualTo("REJECTED");
        assertThat(agreements.get(version).state()).isEqualTo(VersionState.REJECTED);
    }

    @Test
    void lapsesWhenTimeIsUp() {
        VersionRef version = world.agreed("100.00", "PT4H");
        ProcessInstance instance = start(version);
        time.moveBy(Duration.ofDays(30).plusMillis(1));
        processes.fire(instance, "event_approvalLapsed");
        processes.fireDue(instance);
        assertThat(outcome(instance)).isEqualTo("LAPSED");
        assertThat(agreements.get(version).state()).isEqualTo(VersionState.LAPSED);
    }

    @Test
    void asksNobodyTwiceInAChain() {
        register.assign(Assignment.of(world.id("ops"), world.provider(), Role.LEGAL_APPROVER));
        world.person(world.provider(), "law", Role.LEGAL_APPROVER, null);
        ProcessInstance instance = start(world.agreed("100.00", "PT4H"));
        vote(instance, "ops", "approve", null);
        assertThat(assignees(instance)).containsExactlyInAnyOrder(world.id("law"), world.id("rep"));
    }

    @Test
    void asksOnlyThoseWhoseAuthorityReaches() {
        world.person(world.provider(), "law", Role.LEGAL_APPROVER, null);
        world.person(world.provider(), "small", Role.FINANCE_APPROVER, "23999.99");
        world.person(world.provider(), "great", Role.FINANCE_APPROVER, "24000.00");
        ProcessInstance instance = start(world.agreed("2000.00", "PT4H"));
        vote(instance, "ops", "approve", null);
        assertThat(assignees(instance)).contains(world.id("great")).doesNotContain(world.id("small"));
    }

    @Test
    void isDueOnTheApproversCalendarAndEscalatesItself() {
        ProcessInstance instance = start(world.agreed("100.00", "PT4H"));
        Task task = assigned(instance, "ops");
        // Monday 10:00 in Berlin, two business days of Monday to Friday 09:00 to 17:00
        assertThat(task.getDueDate().toInstant()).isEqualTo(Instant.parse("2026-03-04T16:00:00Z"));
        world.person(world.provider(), "ops2", Role.OPERATIONS_APPROVER, null);

        time.moveTo(Instant.parse("2026-03-04T15:59:59.999Z"));
        processes.fireDue(instance);
        assertThat(assigned(instance, "ops").getPriority()).isEqualTo(50);

        time.moveTo(Instant.parse("2026-03-04T16:00:00Z"));
        processes.fireDue(instance);
        Task late = tasks.createTaskQuery().taskId(task.getId()).singleResult();
        assertThat(late.getPriority()).isEqualTo(90);
        assertThat(late.getAssignee()).isNull();
        assertThat(candidates(late)).containsExactlyInAnyOrder(world.id("ops"), world.id("ops2"));
        complete(late, "ops2", "approve", null);
        processes.fireDue(instance);
        assertThat(step(instance, "operations-approver").state()).isEqualTo("APPROVED");
    }

    @Test
    void isDueOnTheCalendarByWhichTheApproverWorks_7_5() {
        calendars.enterOwn(
                world.id("ops"),
                Optional.empty(),
                """
                {"zone": "Europe/Berlin", "windows": [{"days": ["SA"], "from": "09:00", "to": "13:00"}]}""",
                world.id("ops"));
        ProcessInstance instance = start(world.agreed("100.00", "PT4H"));
        assertThat(assigned(instance, "ops").getDueDate().toInstant())
                .as("asked on a Monday: her next day is the 7th, and two of hers after it")
                .isEqualTo(Instant.parse("2026-03-21T12:00:00Z"));
    }

    @Test
    void sparesThoseWhoseScopeAChangeLeftAsItWas() {
        world.person(world.provider(), "law", Role.LEGAL_APPROVER, null);
        world.person(world.provider(), "cash", Role.FINANCE_APPROVER, null);
        VersionRef version = world.agreed("2000.00", "PT4H");
        String before = agreements.get(version).hash().hex();
        ProcessInstance first = start(version);
        vote(first, "ops", "approve", null);
        vote(first, "cash", "approve", null);
        vote(first, "law", "change", "review it every half year");
        world.agreedAnew(version, "2000.00", "PT4H", "P6M", world.id("slm"));

        ProcessInstance second = start(version);
        assertThat(assignees(second)).containsExactlyInAnyOrder(world.id("law"), world.id("rep"));
        assertThat(spared(second)).allSatisfy(spared -> {
            assertThat(spared.fromHash()).isEqualTo(before);
            assertThat(spared.toHash()).isEqualTo(agreements.get(version).hash().hex());
            assertThat(spared.reason()).contains("leaves");
        });
        assertThat(spared(second))
                .extracting(SparedView::person)
                .containsExactlyInAnyOrder(world.id("ops"), world.id("cash"));
        vote(second, "law", "approve", null);
        vote(second, "rep", "approve", null);
        assertThat(outcome(second)).isEqualTo("APPROVED");
    }

    @Test
    void asksAgainWhatAChangeTouchedAndWhereTheLimitRose() {
        world.person(world.provider(), "law", Role.LEGAL_APPROVER, null);
        world.person(world.provider(), "cash", Role.FINANCE_APPROVER, null);
        VersionRef version = world.agreed("2000.00", "PT4H");
        ProcessInstance first = start(version);
        vote(first, "ops", "approve", null);
        vote(first, "cash", "approve", null);
        vote(first, "rep", "change", "we want to pay less for it");
        world.agreedAnew(version, "1500.00", "PT4H", "P3M", world.id("slm"));

        ProcessInstance second = start(version);
        // the price is part of what a term is, so operations too are asked again
        assertThat(spared(second)).isEmpty();
        assertThat(assignees(second)).containsExactlyInAnyOrder(world.id("ops"), world.id("rep"));
    }

    @Test
    void doesNotSpareWhoProposesTheChange() {
        world.person(world.provider(), "ops2", Role.OPERATIONS_APPROVER, null);
        VersionRef version = world.agreed("100.00", "PT4H");
        ProcessInstance first = start(version);
        complete(task(first, "ops"), "ops", "approve", null);
        processes.fireDue(first);
        vote(first, "rep", "change", "review it every half year");
        world.agreedAnew(version, "100.00", "PT4H", "P6M", world.id("ops"));
        ProcessInstance second = start(version);
        assertThat(spared(second)).isEmpty();
        assertThat(assignees(second)).contains(world.id("ops2")).doesNotContain(world.id("ops"));
    }

    @Test
    void endsItsRoundWhenItsProcessIsEnded() {
        VersionRef version = world.agreed("100.00", "PT4H");
        ProcessInstance instance = start(version);
        runtime.deleteProcessInstance(instance.getId(), "withdrawn");
        assertThat(rounds(version)).singleElement().satisfies(round -> assertThat(round.outcome())
                .isEqualTo("VOID"));
    }

    @Test
    void tellsOfTheOtherPartyOnlyWhereAStepStands() {
        ProcessInstance instance = start(world.agreed("100.00", "PT4H"));
        vote(instance, "ops", "approve", "as far as we can see");
        Caller customer = caller(world.id("rep"), world.customer());
        assertThat(history.of(instance.getBusinessKey().split("@")[0], customer))
                .singleElement()
                .satisfies(round -> {
                    assertThat(round.steps()).extracting(StepView::side).contains("PROVIDER", "CUSTOMER");
                    assertThat(round.steps())
                            .filteredOn(step -> step.side().equals("PROVIDER"))
                            .allSatisfy(step -> assertThat(step.seats()).isEmpty());
                    assertThat(round.toString())
                            .doesNotContain("as far as we can see")
                            .doesNotContain(".ops");
                });
        Caller stranger = caller(new PersonId("stranger"), new OrganisationId("elsewhere"));
        assertThat(catchThrowable(() -> history.of(instance.getBusinessKey().split("@")[0], stranger)))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.NOT_FOUND));
    }

    @Test
    void listsWhatWaitsForAPerson() {
        ProcessInstance instance = start(world.agreed("100.00", "PT4H"));
        assertThat(history.mine(world.id("rep"))).singleElement().satisfies(seat -> {
            assertThat(seat.version()).isEqualTo(instance.getBusinessKey());
            assertThat(seat.role()).isEqualTo("customer-representative");
        });
        vote(instance, "rep", "approve", null);
        assertThat(history.mine(world.id("rep"))).isEmpty();
    }

    private List<SparedView> spared(ProcessInstance instance) {
        return latest(instance).steps().stream()
                .flatMap(step -> step.spared().stream())
                .toList();
    }

    private static Caller caller(PersonId person, OrganisationId organisation) {
        return new Caller(person, false, Set.of(organisation), Set.of());
    }
}
