package io.surety.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.evaluation.ClockId;
import io.surety.evaluation.ClockState;
import io.surety.shared.Refusal;
import io.surety.testing.WholeApplicationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** How an escalation is taken on and ends, also where two things happen at the same moment, on the real engine and database. */
@WholeApplicationTest
class EscalationOutcomeTest extends EscalationScene {

    @Autowired
    AnswerEscalation answer;

    @Autowired
    EscalationProcess process;

    @Autowired
    ManagementService management;

    @Test
    void endsByItselfWhenEveryClockStoppedInTimeAndNotWhenOneWasLate() {
        agreement("");
        ClockId met = mark75("INC1", "p1", start);
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        time.moveBy(Duration.ofMinutes(1));
        changed(met, ClockState.MET);
        assertThat(processes.isRunning(PROCESS, key())).isFalse();
        assertThat(escalation().state()).isEqualTo(EscalationState.RESOLVED);
        assertThat(subjects(lead).get(0)).isEqualTo(name() + ": INC1 is resolved");

        ClockId late = new ClockId(UUID.randomUUID());
        breach(late, "INC2", "p1", time.now());
        changed(late, ClockState.STOPPED_LATE);
        assertThat(escalation().state()).isEqualTo(EscalationState.OPEN);
    }

    @Test
    void anAcknowledgementRunsOutAndTheLadderResumesAtTheTierAfter() {
        agreement("");
        breach(new ClockId(UUID.randomUUID()), "INC1", "p1", start);
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        acknowledge(onCall);
        processes.fireDue(instance);

        time.moveBy(Duration.ofHours(4).minusMillis(1));
        processes.fireDue(instance);
        assertThat(escalation().state()).isEqualTo(EscalationState.ACKNOWLEDGED);
        assertThat(subjects(director)).isEmpty();
        time.moveBy(Duration.ofMillis(1));
        processes.fireDue(instance);
        assertThat(escalation().state()).isEqualTo(EscalationState.OPEN);
        assertThat(subjects(director)).containsExactly(name() + ": nobody has acknowledged INC1 (critical)");
        assertThat(taskOf(director)).isPresent();

        acknowledge(director);
        processes.fireDue(instance);
        time.moveBy(Duration.ofDays(7));
        processes.fireDue(instance);
        assertThat(subjects(director).get(0))
                .as("above the last tier there is none: it is told once more")
                .contains("still waits");
    }

    @Test
    void lapsesAfterThirtyDaysWithATaskForTheOwner() {
        agreement("");
        breach(new ClockId(UUID.randomUUID()), "INC1", "p1", start);
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        time.moveTo(start.plus(Duration.ofDays(30)).minusMillis(1));
        processes.fireDue(instance);
        assertThat(escalation().state()).isEqualTo(EscalationState.OPEN);
        time.moveBy(Duration.ofMillis(1));
        processes.fireDue(instance);

        assertThat(escalation().state()).isEqualTo(EscalationState.LAPSED);
        Task followUp = processes.task(instance, "userTask_followUpLapsed");
        assertThat(followUp.getAssignee()).isEqualTo(owner.value());
        processes.complete(followUp, owner.value(), Map.of("note", "agreed with the customer"));
        processes.fireDue(instance);
        assertThat(processes.isRunning(PROCESS, key())).isFalse();
    }

    @Test
    void ofTwoWhoAcknowledgeOneIsTheFirstAndTheOtherIsToldSo() {
        agreement("");
        breach(new ClockId(UUID.randomUUID()), "INC1", "p1", start);
        processes.fireDue(onlyInstance());
        EscalationId id = escalation().id();
        assertThatThrownBy(() -> answer.acknowledge(id, client, "", false))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo("not-told"));
        assertThat(process.completeAcknowledgement(id, onCall, "")).isTrue();
        assertThat(process.completeAcknowledgement(id, owner, "")).isFalse();
        assertThatThrownBy(() -> answer.acknowledge(id, owner, "", false)).isInstanceOfSatisfying(Refusal.class, r -> {
            assertThat(r.type()).isEqualTo("already-acknowledged");
            assertThat(r.reason()).startsWith("D oncall acknowledged it");
        });
    }

    @Test
    void isResolvedPastTheTaskToo() {
        agreement("");
        breach(new ClockId(UUID.randomUUID()), "INC1", "p1", start);
        processes.fireDue(onlyInstance());
        EscalationId id = escalation().id();

        assertThat(process.completeResolution(id, onCall, "done")).isFalse();
        answer.resolve(id, onCall, "done");
        process.end(id);
        assertThat(processes.isRunning(PROCESS, key())).isFalse();
        assertThatThrownBy(() -> answer.resolve(id, onCall, "again"))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo("escalation-closed"));
    }

    /** A breach of which the first line knows, at the moment at which the next tier is due. */
    private ProcessInstance aboutToTellTheNext(String item) {
        time.moveTo(start);
        breach(new ClockId(UUID.randomUUID()), item, "p1", start);
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        time.moveBy(Duration.ofMinutes(15));
        return instance;
    }

    @Test
    void acknowledgementAndTimerAtTheSameMomentHaveExactlyOneOutcome() throws Exception {
        agreement("");
        ExecutorService threads = Executors.newFixedThreadPool(2);
        for (int i = 0; i < 12; i++) {
            ProcessInstance instance = aboutToTellTheNext("INC" + i);
            EscalationId id = escalation().id();
            String timer = processes.job(instance, "event_nextDue").getId();
            CyclicBarrier together = new CyclicBarrier(2);
            List<Future<Boolean>> both = new ArrayList<>();
            both.add(threads.submit(meeting(together, () -> {
                management.executeJob(timer);
                processes.fireDue(instance);
                return true;
            })));
            both.add(threads.submit(meeting(together, () -> process.completeAcknowledgement(id, onCall, ""))));
            for (Future<Boolean> one : both) {
                assertThat(one.get()).isTrue();
            }
            processes.fireDue(instance);

            EscalationDetails details = escalations.details(id);
            boolean directorWasTold =
                    details.told().stream().anyMatch(t -> t.person().equals(director));
            int tier = details.escalation().acknowledgement().orElseThrow().tier();
            assertThat(details.escalation().state()).isEqualTo(EscalationState.ACKNOWLEDGED);
            assertThat(tier)
                    .as("acknowledged at the tier that had been told by then")
                    .isEqualTo(directorWasTold ? 2 : 1);
            assertThat(processes.tasks(instance, "userTask_acknowledgeBreach")).isEmpty();
            assertThat(processes.tasks(instance, "userTask_resolveBreach")).hasSize(1);
            process.completeResolution(id, onCall, "done");
            processes.fireDue(instance);
        }
        threads.shutdown();
    }

    @Test
    void resolvingAndTimerAtTheSameMomentHaveExactlyOneOutcome_8() throws Exception {
        agreement("");
        ExecutorService threads = Executors.newFixedThreadPool(2);
        for (int i = 0; i < 6; i++) {
            ProcessInstance instance = aboutToTellTheNext("INC" + i);
            EscalationId id = escalation().id();
            String timer = processes.job(instance, "event_nextDue").getId();
            CyclicBarrier together = new CyclicBarrier(2);
            Future<Boolean> fires = threads.submit(meeting(together, () -> {
                try {
                    management.executeJob(timer);
                } catch (ProcessEngineException e) {
                    return false; // the instance was over before: the job executor leaves it at that, too
                }
                return true;
            }));
            Future<Boolean> resolves = threads.submit(meeting(together, () -> {
                answer.resolve(id, onCall, "done");
                process.end(id);
                return true;
            }));
            fires.get();
            assertThat(resolves.get()).isTrue();
            assertThat(runtime.createProcessInstanceQuery()
                            .processInstanceId(instance.getId())
                            .count())
                    .isZero();
            assertThat(escalations.details(id).escalation().state()).isEqualTo(EscalationState.RESOLVED);
        }
        threads.shutdown();
    }

    @Test
    void endsWhenACorrectionTakesItsOnlyBreachBack_8() {
        agreement("");
        ClockId clock = new ClockId(UUID.randomUUID());
        breach(clock, "INC1", "p1", start);
        processes.fireDue(onlyInstance());
        assertThat(letters(onCall)).hasSize(1);

        time.moveBy(Duration.ofMinutes(1));
        changed(clock, ClockState.MET);

        assertThat(escalation().state()).isEqualTo(EscalationState.RESOLVED);
        assertThat(processes.isRunning(PROCESS, key())).isFalse();
        assertThat(subjects(onCall).get(0)).isEqualTo(name() + ": INC1 is resolved");
    }

    @Test
    void whoeverComesAtTheInstantAtWhichAnAcknowledgementRunsOutTakesItOn_8() {
        agreement("");
        breach(new ClockId(UUID.randomUUID()), "INC1", "p1", start);
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        acknowledge(onCall);
        processes.fireDue(instance);
        EscalationId id = escalation().id();

        time.moveBy(Duration.ofHours(4).minusMillis(1));
        assertThatThrownBy(() -> answer.acknowledge(id, owner, "", false))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo("already-acknowledged"));
        time.moveBy(Duration.ofMillis(1));
        answer.acknowledge(id, owner, "", false);
        process.wake(id);
        processes.fireDue(instance);

        assertThat(escalation().acknowledgement())
                .hasValueSatisfying(a -> assertThat(a.by()).isEqualTo(owner));
        assertThat(letters(director)).isEmpty();
    }

    private static Callable<Boolean> meeting(CyclicBarrier together, Callable<Boolean> work) {
        return () -> {
            together.await();
            return work.call();
        };
    }
}
