package io.surety.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.party.Absence;
import io.surety.party.AbsencePlan;
import io.surety.party.Role;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.testing.WholeApplicationTest;
import io.surety.workflow.TaskRefused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Which vote of an approval counts and which is refused, also where several come at once. */
@WholeApplicationTest
class ApprovalVotesTest extends ApprovalScene {

    @Autowired
    AbsencePlan absences;

    @Test
    void takesNoRefusalWithoutAReason() {
        ProcessInstance instance = start(world.agreed("100.00", "PT4H"));
        Task task = assigned(instance, "rep");
        assertRefused(() -> complete(task, "rep", "reject", "too short"), "at least 10 characters");
        assertRefused(() -> complete(task, "rep", "maybe", null), "Please choose");
        assertRefused(() -> complete(task, "rep", null, null), "Please choose");
        complete(task, "rep", "reject", "ten letter");
        assertThat(votes(instance)).containsExactly("REJECT");
    }

    @Test
    void takesNoOtherVariables() {
        ProcessInstance instance = start(world.agreed("100.00", "PT4H"));
        Task task = assigned(instance, "rep");
        for (Map<String, Object> more : List.<Map<String, Object>>of(
                Map.of("approvalOutcome", "APPROVED"),
                Map.of("version", "other@1"),
                Map.of("step", 1L),
                Map.of("nrOfInstances", "none"))) {
            Map<String, Object> variables = new HashMap<>(more);
            variables.put("decision", "approve");
            assertRefused(() -> completeWith(task, "rep", variables), "does not take");
        }
        assertThat(votes(instance)).isEmpty();
    }

    @Test
    void takesNoVoteFromTheProposer() {
        world.person(world.customer(), "slm", Role.CUSTOMER_REPRESENTATIVE, null);
        ProcessInstance instance = start(world.agreed("100.00", "PT4H"));
        assertThat(assignees(instance)).doesNotContain(world.id("slm"));
        Task task = assigned(instance, "rep");
        tasks.setAssignee(task.getId(), world.id("slm").value());
        assertRefused(() -> complete(task, "slm", "approve", null), "proposed");
    }

    @Test
    void takesNoVoteFromSomebodyWhoWasNotChosen() {
        ProcessInstance instance = start(world.agreed("100.00", "PT4H"));
        Task task = assigned(instance, "rep");
        tasks.setAssignee(task.getId(), world.id("ops").value());
        assertRefused(() -> complete(task, "ops", "approve", null), "given to others");
    }

    @Test
    void takesNoVoteFromSomebodyWhoLostTheRoleMeanwhileAndAsksWhoHasIt_7_5() {
        world.person(world.provider(), "law", Role.LEGAL_APPROVER, null);
        VersionRef version = world.agreed("100.00", "PT4H");
        ProcessInstance instance = start(version);
        Task task = assigned(instance, "ops");
        register.withdraw(world.id("ops"), world.provider(), Role.OPERATIONS_APPROVER);
        assertRefused(() -> complete(task, "ops", "approve", null), "no longer");

        world.person(world.provider(), "ops2", Role.OPERATIONS_APPROVER, null);
        time.moveBy(Duration.ofDays(7));
        processes.fireDue(instance);
        vote(instance, "ops2", "approve", null);
        vote(instance, "law", "approve", null);
        vote(instance, "rep", "approve", null);
        assertThat(outcome(instance)).isEqualTo("APPROVED");
    }

    private void deputyStandsIn(Duration duration, String reason) {
        world.person(world.provider(), "deputy", new Role("it-director"), null);
        absences.enter(
                new Absence(
                        UUID.randomUUID(),
                        world.id("ops"),
                        world.id("deputy"),
                        new Interval(time.now(), time.now().plus(duration)),
                        reason),
                time.now());
    }

    @Test
    void whoStoodInWhenTheTaskWasMadeMayVoteWhenTheOtherIsBack_7_5() {
        world.person(world.provider(), "law", Role.LEGAL_APPROVER, null);
        deputyStandsIn(Duration.ofHours(1), "ill");
        ProcessInstance instance = start(world.agreed("100.00", "PT4H"));
        time.moveBy(Duration.ofHours(2));
        vote(instance, "deputy", "approve", null);
        vote(instance, "law", "approve", null);
        vote(instance, "rep", "approve", null);
        assertThat(outcome(instance)).isEqualTo("APPROVED");
    }

    @Test
    void keepsBothNamesOfASubstitution() {
        deputyStandsIn(Duration.ofDays(7), "holiday");
        ProcessInstance instance = start(world.agreed("100.00", "PT4H"));
        assertThat(assignees(instance)).contains(world.id("deputy")).doesNotContain(world.id("ops"));
        assertThat(step(instance, "operations-approver").seats().get(0).people())
                .singleElement()
                .satisfies(sitter -> {
                    assertThat(sitter.person()).isEqualTo(world.id("deputy"));
                    assertThat(sitter.insteadOf()).isEqualTo(world.id("ops"));
                    assertThat(sitter.reason()).isEqualTo("holiday");
                });
    }

    @Test
    void losesNoVoteWhenTwoApproveAtOnce() throws Exception {
        VersionRef version = world.agreed("100.00", "PT4H");
        ProcessInstance instance = start(version);
        List<Throwable> failures = atOnce(
                () -> complete(assigned(instance, "ops"), "ops", "approve", null),
                () -> complete(assigned(instance, "rep"), "rep", "approve", null));
        assertThat(failures).isEmpty();
        processes.fireDue(instance);
        assertThat(votes(instance)).containsExactlyInAnyOrder("APPROVE", "APPROVE");
    }

    @Test
    void hasExactlyOneOutcomeWhenTheLastVotesOfAQuorumComeAtOnce() throws Exception {
        for (String name : List.of("cash1", "cash2", "cash3")) {
            world.person(world.provider(), name, Role.FINANCE_APPROVER, null);
        }
        world.person(world.customer(), "payer", Role.FINANCE_APPROVER, null);
        world.person(world.provider(), "law", Role.LEGAL_APPROVER, null);
        VersionRef version = world.agreed("30000.00", "PT4H");
        ProcessInstance instance = start(version);
        vote(instance, "rep", "approve", null);
        vote(instance, "ops", "approve", null);
        vote(instance, "law", "approve", null);
        List<Task> open = processes.tasks(instance, APPROVE);
        assertThat(open).hasSize(4);

        List<Throwable> failures = atOnce(
                () -> complete(assigned(instance, "cash1"), "cash1", "approve", null),
                () -> complete(assigned(instance, "cash2"), "cash2", "approve", null),
                () -> complete(assigned(instance, "cash3"), "cash3", "approve", null));
        assertThat(failures).allSatisfy(failure -> assertThat(failure).isInstanceOf(Refusal.class));
        assertThat(failures).hasSize(1);
        processes.fireDue(instance);
        assertThat(step(instance, "finance-approver").state()).isEqualTo("APPROVED");
        assertThat(assignees(instance)).containsExactly(world.id("payer"));
        vote(instance, "payer", "approve", null);
        assertThat(outcome(instance)).isEqualTo("APPROVED");
    }

    @Test
    void hasExactlyOneOutcomeWhenOneApprovesAndAnotherRejectsAtOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            ApprovalWorld own = new ApprovalWorld("approval" + COUNT.incrementAndGet(), register, agreements, reader);
            world = own;
            VersionRef version = own.agreed("100.00", "PT4H");
            ProcessInstance instance = start(version);
            List<Throwable> failures = atOnce(
                    () -> complete(assigned(instance, "ops"), "ops", "approve", null),
                    () -> complete(assigned(instance, "rep"), "rep", "reject", "we do not want it"));
            assertThat(failures).allSatisfy(failure -> assertThat(failure).isInstanceOf(Refusal.class));
            processes.fireDue(instance);
            assertThat(outcome(instance)).isEqualTo("REJECTED");
            assertThat(agreements.get(version).state()).isEqualTo(VersionState.REJECTED);
        }
    }

    private List<String> votes(ProcessInstance instance) {
        return latest(instance).steps().stream()
                .flatMap(step -> step.seats().stream())
                .map(seat -> seat.decision())
                .filter(decision -> decision != null)
                .toList();
    }

    private static void assertRefused(ThrowingCallable vote, String why) {
        assertThatThrownBy(vote).isInstanceOf(TaskRefused.class).hasMessageContaining(why);
    }

    /** Runs them in threads that set off together; what they threw. */
    private static List<Throwable> atOnce(Runnable... acts) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(acts.length);
        CyclicBarrier barrier = new CyclicBarrier(acts.length);
        List<Future<@Nullable Throwable>> running = new ArrayList<>();
        for (Runnable act : acts) {
            Callable<@Nullable Throwable> call = () -> {
                barrier.await();
                return catchThrowable(act::run);
            };
            running.add(threads.submit(call));
        }
        List<Throwable> failures = new ArrayList<>();
        for (Future<@Nullable Throwable> one : running) {
            Throwable failure = one.get();
            if (failure != null) {
                failures.add(failure);
            }
        }
        threads.shutdown();
        return failures;
    }
}
