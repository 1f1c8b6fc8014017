package io.surety.escalation.process;

import io.surety.escalation.EscalationId;
import io.surety.escalation.EscalationProcess;
import io.surety.party.PersonId;
import io.surety.workflow.ActAsSystem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/** Speaks to {@code breach-escalation} by business key. */
@Component
class BreachEscalationProcess implements EscalationProcess {

    private static final String PROCESS = "breach-escalation";

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final IdentityService identity;
    private final ActAsSystem system;

    BreachEscalationProcess(RuntimeService runtime, TaskService tasks, IdentityService identity, ActAsSystem system) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.identity = identity;
        this.system = system;
    }

    @Override
    public void start(EscalationId escalation) {
        system.call(() -> runtime.startProcessInstanceByKey(PROCESS, escalation.toString()));
    }

    @Override
    public void wake(EscalationId escalation) {
        // nobody listens while a job of the instance is under way: that job will see the change itself
        correlate("escalation.escalationChanged", escalation);
    }

    @Override
    public void end(EscalationId escalation) {
        correlate("escalation.escalationResolved", escalation);
    }

    private void correlate(String message, EscalationId escalation) {
        system.run(() -> runtime.createMessageCorrelation(message)
                .processInstanceBusinessKey(escalation.toString())
                .correlateAll());
    }

    @Override
    public boolean completeAcknowledgement(EscalationId escalation, PersonId by, String note) {
        return complete(escalation, "userTask_acknowledgeBreach", by, note);
    }

    @Override
    public boolean completeResolution(EscalationId escalation, PersonId by, String note) {
        return complete(escalation, "userTask_resolveBreach", by, note);
    }

    /** In the person's name, so that the record says who it was; whether she may was asked by our own rules. */
    private boolean complete(EscalationId escalation, String element, PersonId by, String note) {
        Optional<Task> open = tasks(escalation, element).stream().findFirst();
        open.ifPresent(task -> system.run(() -> {
            tasks.setAssignee(task.getId(), by.value());
            try {
                identity.setAuthenticatedUserId(by.value());
                tasks.complete(task.getId(), Map.of("note", note));
            } finally {
                identity.clearAuthentication();
            }
        }));
        return open.isPresent();
    }

    @Override
    public void offerTo(EscalationId escalation, PersonId person) {
        system.run(() -> tasks(escalation, "userTask_acknowledgeBreach")
                .forEach(task -> tasks.addCandidateUser(task.getId(), person.value())));
    }

    private List<Task> tasks(EscalationId escalation, String element) {
        return system.call(() -> tasks.createTaskQuery()
                .processDefinitionKey(PROCESS)
                .processInstanceBusinessKey(escalation.toString())
                .taskDefinitionKey(element)
                .orderByTaskCreateTime()
                .desc()
                .list());
    }
}
