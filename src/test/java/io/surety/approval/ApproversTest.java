package io.surety.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.approval.ApprovalHistory.AppointmentView;
import io.surety.party.Assignment;
import io.surety.party.PersonId;
import io.surety.party.Role;
import io.surety.testing.WholeApplicationTest;
import io.surety.workflow.TaskRefused;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who is asked to approve, and what happens where nobody can be (domain.md 7.5). */
@WholeApplicationTest
class ApproversTest extends ApprovalScene {

    private static final String FIND = "userTask_findApprovers";

    /** A year is worth 24,000, which needs one. */
    private static final String MIDDLE = "2000.00";

    @Test
    void aStepWithTooFewPeopleWaitsInATaskThatSaysWhoIsMissing() {
        world.person(world.provider(), "law", Role.LEGAL_APPROVER, null);
        world.person(world.provider(), "cash", Role.FINANCE_APPROVER, null);
        PersonId owner = world.person(world.provider(), "owner", Role.SERVICE_LEVEL_MANAGER, null);
        world.person(world.provider(), "head", DIRECTOR, null);
        ProcessInstance instance = start(world.agreed(GREAT, "PT4H"));
        vote(instance, "ops");

        Task task = processes.task(instance, FIND);
        assertThat(task.getAssignee()).as("the owner, but not the proposer").isEqualTo(owner.value());
        assertThat(tasks.getVariablesLocal(task.getId()))
                .containsEntry("role", "finance-approver")
                .containsEntry("missing", 1)
                .containsEntry("people", "cash")
                .containsEntry("authority", "360000.00 EUR");
        assertThat(step(instance, "finance-approver").state()).isEqualTo("UNFILLED");
        assertThat(step(instance, "finance-approver").missing()).isEqualTo(1);
        assertThat(incidents(instance)).isZero();

        assertRefused(() -> name(task, "owner", "head", "too short"), "Please say in 10");
        assertRefused(() -> name(task, "owner", "owner", "she is the owner"), "else than yourself");
        assertRefused(() -> name(task, "owner", "slm", "she knows it well"), "does not approve it");
        assertRefused(() -> name(task, "owner", "rep", "she is of the customer"), "nobody with the login");
        assertRefused(() -> name(task, "owner", "cash", "she is asked already"), "asked in this chain");
        assertRefused(() -> name(task, "owner", "ops", "she has approved before"), "asked in this chain");
        assertRefused(() -> name(task, "owner", null, null), "Still 1 too few");
        assertRefused(
                () -> processes.complete(task, owner.value(), Map.of("step", 1L, "approver", "x")), "does not take");

        name(task, "owner", "head", "finance is on a trip this week");
        assertThat(asked(instance)).contains(world.id("cash"), world.id("head"));
        assertThat(step(instance, "finance-approver").appointed())
                .containsExactly(new AppointmentView(world.id("head"), owner, "finance is on a trip this week"));
        vote(instance, "cash");
        vote(instance, "head");
        vote(instance, "law");
        vote(instance, "rep");
        payer(instance);
        assertThat(outcome(instance)).isEqualTo("APPROVED");
    }

    @Test
    void goesOnOnceTheRoleWasGivenToMorePeople() {
        world.person(world.provider(), "law", Role.LEGAL_APPROVER, null);
        ProcessInstance instance = start(world.agreed(GREAT, "PT4H"));
        vote(instance, "ops");
        Task task = processes.task(instance, FIND);
        assertThat(task.getAssignee())
                .as("the only owner proposed it")
                .isNotEqualTo(world.id("slm").value());
        tasks.setAssignee(task.getId(), world.id("slm").value());
        assertRefused(() -> name(task, "slm", "law", "he may as well do it"), "does not choose");

        world.person(world.provider(), "cash1", Role.FINANCE_APPROVER, null);
        world.person(world.provider(), "cash2", Role.FINANCE_APPROVER, "359999.99");
        tasks.setAssignee(task.getId(), world.id("rep").value());
        assertRefused(() -> name(task, "rep", "", ""), "Still 1 too few");
        world.person(world.provider(), "cash3", Role.FINANCE_APPROVER, "360000.00");
        name(task, "rep", "", "");
        assertThat(asked(instance))
                .contains(world.id("cash1"), world.id("cash3"))
                .doesNotContain(world.id("cash2"));
        assertThat(step(instance, "finance-approver").missing()).isNull();
    }

    @Test
    void theApprovalLapsesAlsoWhileSomebodyIsLookedFor() {
        ProcessInstance instance = start(world.agreed(GREAT, "PT4H"));
        vote(instance, "ops");
        assertThat(processes.tasks(instance, FIND)).hasSize(1);
        time.moveBy(Duration.ofDays(30).plusMillis(1));
        processes.fireDue(instance);
        assertThat(outcome(instance)).isEqualTo("LAPSED");
        assertThat(tasks.createTaskQuery()
                        .taskDefinitionKey(FIND)
                        .processInstanceId(instance.getId())
                        .count())
                .isZero();
    }

    @Test
    void whoAloneCanDecideOneStepIsNotAskedInAnother() {
        // finance and legal are asked side by side; only the first can do finance
        world.person(world.provider(), "both", Role.FINANCE_APPROVER, null);
        register.assign(Assignment.of(world.id("both"), world.provider(), Role.LEGAL_APPROVER));
        world.person(world.provider(), "law", Role.LEGAL_APPROVER, null);
        ProcessInstance instance = start(world.agreed(MIDDLE, "PT4H"));
        vote(instance, "ops");
        assertThat(people(step(instance, "finance-approver"))).containsExactly(world.id("both"));
        assertThat(people(step(instance, "legal-approver"))).containsExactly(world.id("law"));
        vote(instance, "both");
        vote(instance, "law");
        vote(instance, "rep");
        assertThat(outcome(instance)).isEqualTo("APPROVED");
    }

    @Test
    void whoAloneCanDecideALaterStepIsNotAskedInAnEarlierOne() {
        world.person(world.provider(), "both", Role.OPERATIONS_APPROVER, null);
        register.assign(Assignment.of(world.id("both"), world.provider(), Role.LEGAL_APPROVER));
        ProcessInstance instance = start(world.agreed("100.00", "PT4H"));
        assertThat(people(step(instance, "operations-approver"))).containsExactly(world.id("ops"));
        vote(instance, "ops");
        assertThat(people(step(instance, "legal-approver"))).containsExactly(world.id("both"));
    }

    @Test
    void whoBecameTheOnlyOneElsewhereLeavesAnOpenSeatToOthers() {
        world.person(world.provider(), "both", Role.OPERATIONS_APPROVER, null);
        register.assign(Assignment.of(world.id("both"), world.provider(), Role.LEGAL_APPROVER));
        PersonId law = world.person(world.provider(), "law", Role.LEGAL_APPROVER, null);
        ProcessInstance instance = start(world.agreed("100.00", "PT4H"));
        assertThat(people(step(instance, "operations-approver")))
                .containsExactlyInAnyOrder(world.id("ops"), world.id("both"));
        register.withdraw(law, world.provider(), Role.LEGAL_APPROVER);

        Task open = processes.tasks(instance, APPROVE).stream()
                .filter(task -> candidates(task).contains(world.id("both")))
                .findFirst()
                .orElseThrow();
        assertRefused(
                () -> processes.complete(open, world.id("both").value(), decision("approve")),
                "You are needed as legal-approver");
        tasks.setAssignee(open.getId(), null);
        processes.complete(open, world.id("ops").value(), decision("approve"));
        processes.fireDue(instance);
        assertThat(people(step(instance, "legal-approver"))).containsExactly(world.id("both"));
    }

    @Test
    void nobodyIsAskedTwiceWhereOnePersonIsAllThereIs() {
        world.person(world.provider(), "both", Role.FINANCE_APPROVER, null);
        register.assign(Assignment.of(world.id("both"), world.provider(), Role.LEGAL_APPROVER));
        ProcessInstance instance = start(world.agreed(MIDDLE, "PT4H"));
        vote(instance, "ops");
        assertThat(asked(instance)).containsOnlyOnce(world.id("both"));
        assertThat(asked(instance)).doesNotContain(world.id("slm"));
        assertThat(incidents(instance)).isZero();
    }

    @Test
    void isVoidWhenTheContentChangesUnderIt() {
        VersionRef version = world.agreed("100.00", "PT4H");
        ProcessInstance instance = start(version);
        String before = agreements.get(version).hash().hex();
        agreements.move(version, VersionState.NEGOTIATING, world.id("rep"), "taken back");
        world.agreedAnew(version, "100.00", "PT2H", "P3M", world.id("slm"));
        assertRefused(() -> complete(instance, "rep"), "The content has changed");

        processes.fire(instance, "event_approvalLapsed");
        processes.fireDue(instance);
        assertThat(outcome(instance)).isEqualTo("CHANGE_REQUESTED");
        assertThat(rounds(version)).singleElement().satisfies(round -> {
            assertThat(round.outcome()).isEqualTo("VOID");
            assertThat(round.hash()).isEqualTo(before);
        });
        assertThat(agreements.get(version).state())
                .as("it is not moved by a vote on something else")
                .isEqualTo(VersionState.AGREED);
    }

    @Test
    void anApprovalIsCarriedOverAsLongAsItsScopeHasTheSameHash() {
        world.person(world.provider(), "law", Role.LEGAL_APPROVER, null);
        world.person(world.provider(), "cash", Role.FINANCE_APPROVER, null);
        VersionRef version = world.agreed(MIDDLE, "PT4H");
        String first = agreements.get(version).hash().hex();
        ProcessInstance one = start(version);
        String scope = step(one, "finance-approver").scopeHash();
        vote(one, "ops");
        vote(one, "cash");
        vote(one, "law", "change");
        world.agreedAnew(version, MIDDLE, "PT4H", "P6M", world.id("slm"));
        ProcessInstance two = start(version);
        vote(two, "law", "change");
        world.agreedAnew(version, MIDDLE, "PT4H", "P1Y", world.id("slm"));

        ProcessInstance three = start(version);
        assertThat(step(three, "finance-approver")).satisfies(step -> {
            assertThat(step.state()).isEqualTo("APPROVED");
            assertThat(step.scopeHash()).isEqualTo(scope);
            assertThat(step.spared()).singleElement().satisfies(spared -> {
                assertThat(spared.person()).isEqualTo(world.id("cash"));
                assertThat(spared.fromHash()).as("what she saw").isEqualTo(first);
                assertThat(spared.toHash())
                        .isEqualTo(agreements.get(version).hash().hex());
                assertThat(spared.scopeHash()).isEqualTo(scope);
            });
        });
        vote(three, "law", "change");
        world.agreedAnew(version, "2000.01", "PT4H", "P1Y", world.id("slm"));
        ProcessInstance four = start(version);
        assertThat(step(four, "finance-approver").spared()).isEmpty();
        assertThat(step(four, "finance-approver").scopeHash()).isNotEqualTo(scope);
    }

    /** The customer's finance has nobody; whoever was asked for it says yes. */
    private void payer(ProcessInstance instance) {
        Task task = processes.task(instance, APPROVE);
        PersonId person = candidates(task).get(0);
        processes.complete(task, person.value(), decision("approve"));
        processes.fireDue(instance);
    }

    private void name(Task task, String by, @Nullable String approver, @Nullable String reason) {
        Map<String, Object> variables = new HashMap<>();
        variables.put(
                "approver",
                approver == null || approver.isEmpty()
                        ? approver
                        : world.id(approver).value());
        variables.put("reason", reason);
        processes.complete(task, world.id(by).value(), variables);
        processes.fireDue(instance(task));
    }

    private List<PersonId> asked(ProcessInstance instance) {
        return processes.tasks(instance, APPROVE).stream()
                .flatMap(task -> candidates(task).stream())
                .toList();
    }

    private long incidents(ProcessInstance instance) {
        return runtime.createIncidentQuery().processInstanceId(instance.getId()).count();
    }

    private static void assertRefused(ThrowingCallable act, String why) {
        assertThatThrownBy(act).isInstanceOf(TaskRefused.class).hasMessageContaining(why);
    }
}
