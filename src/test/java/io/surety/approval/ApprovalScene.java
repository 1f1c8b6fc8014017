package io.surety.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.approval.ApprovalHistory.RoundView;
import io.surety.approval.ApprovalHistory.StepView;
import io.surety.party.Caller;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.Processes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** Agreements that two chains of approvers decide on, and what a test does and sees in their tasks. */
abstract class ApprovalScene {

    static final String APPROVE = "userTask_approve";
    static final Role DIRECTOR = new Role("it-director");
    static final AtomicInteger COUNT = new AtomicInteger();

    /** A year is worth 360,000, which needs two approvals of finance. */
    static final String GREAT = "30000.00";

    @Autowired
    Agreements agreements;

    @Autowired
    ReadDocument reader;

    @Autowired
    RegisterParties register;

    @Autowired
    ApprovalHistory history;

    @Autowired
    MovedTimeSource time;

    @Autowired
    Processes processes;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    HistoryService engineHistory;

    ApprovalWorld world;

    @BeforeEach
    void setUp() {
        time.moveTo(MovedTimeSource.START);
        world = new ApprovalWorld("approvers" + COUNT.incrementAndGet(), register, agreements, reader);
    }

    ProcessInstance start(VersionRef version) {
        ProcessInstance instance = runtime.startProcessInstanceByKey(
                "sla-approval", version.toString(), Map.of("version", version.toString()));
        processes.fireDue(instance);
        return instance;
    }

    void vote(ProcessInstance instance, String person) {
        vote(instance, person, "approve");
    }

    void vote(ProcessInstance instance, String person, String decision) {
        processes.complete(task(instance, person), world.id(person).value(), decision(decision));
        processes.fireDue(instance);
    }

    void complete(ProcessInstance instance, String person) {
        processes.complete(task(instance, person), world.id(person).value(), decision("approve"));
    }

    ProcessInstance instance(Task task) {
        return runtime.createProcessInstanceQuery()
                .processInstanceId(task.getProcessInstanceId())
                .singleResult();
    }

    static Map<String, Object> decision(String decision) {
        return Map.of("decision", decision, "reason", "review it less often");
    }

    Task task(ProcessInstance instance, String person) {
        return processes.tasks(instance, APPROVE).stream()
                .filter(task -> candidates(task).contains(world.id(person)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no approval waits for " + person));
    }

    List<PersonId> candidates(Task task) {
        return tasks.getIdentityLinksForTask(task.getId()).stream()
                .map(IdentityLink::getUserId)
                .filter(user -> user != null)
                .map(PersonId::new)
                .distinct()
                .toList();
    }

    static List<PersonId> people(StepView step) {
        return step.seats().stream()
                .flatMap(seat -> seat.people().stream())
                .map(sitter -> sitter.person())
                .toList();
    }

    List<RoundView> rounds(VersionRef version) {
        return history.of(version.agreement(), new Caller(new PersonId("admin"), true, Set.of(), Set.of()));
    }

    StepView step(ProcessInstance instance, String role) {
        return latest(instance).steps().stream()
                .filter(step -> step.role().equals(role) && step.side().equals("PROVIDER"))
                .findFirst()
                .orElseThrow();
    }

    void vote(ProcessInstance instance, String person, String decision, @Nullable String reason) {
        complete(assigned(instance, person), person, decision, reason);
        processes.fireDue(instance);
    }

    void complete(Task task, String person, @Nullable String decision, @Nullable String reason) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("decision", decision);
        variables.put("reason", reason);
        completeWith(task, person, variables);
    }

    void completeWith(Task task, String person, Map<String, Object> variables) {
        processes.complete(task, world.id(person).value(), variables);
    }

    Task assigned(ProcessInstance instance, String person) {
        return processes.tasks(instance, APPROVE).stream()
                .filter(task -> world.id(person).value().equals(task.getAssignee()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no approval waits for " + person));
    }

    List<PersonId> assignees(ProcessInstance instance) {
        return processes.tasks(instance, APPROVE).stream()
                .flatMap(task -> candidates(task).stream())
                .toList();
    }

    String outcome(ProcessInstance instance) {
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(instance.getId())
                        .count())
                .as("running instances")
                .isZero();
        return String.valueOf(engineHistory
                .createHistoricVariableInstanceQuery()
                .processInstanceId(instance.getId())
                .variableName("approvalOutcome")
                .singleResult()
                .getValue());
    }

    RoundView latest(ProcessInstance instance) {
        List<RoundView> all = rounds(VersionRef.parse(instance.getBusinessKey()));
        return all.get(all.size() - 1);
    }
}
