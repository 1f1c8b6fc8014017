package io.surety.negotiation.process;

import io.surety.negotiation.ActKind;
import io.surety.negotiation.NegotiationMoved;
import io.surety.workflow.ActAsSystem;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Lets the process follow an act over REST, in the act's own transaction: a consent completes its task, any other act
 * ends the wait. Where the process does not wait just now, it will look at the negotiation before it does.
 */
@Component
class WakeNegotiation {

    private static final String ACTED = "negotiation.acted";
    private static final String CONSENT_TASK = "userTask_consentToDuties";

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final ActAsSystem system;

    WakeNegotiation(RuntimeService runtime, TaskService tasks, ActAsSystem system) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.system = system;
    }

    @EventListener
    void on(NegotiationMoved moved) {
        if (moved.inTask()) {
            return;
        }
        if (moved.kind() == ActKind.CONSENT) {
            system.run(() -> completeConsent(moved));
        } else {
            system.run(() -> endWait(moved));
        }
    }

    private void endWait(NegotiationMoved moved) {
        boolean waits = runtime.createExecutionQuery()
                        .processInstanceBusinessKey(moved.version().toString())
                        .messageEventSubscriptionName(ACTED)
                        .count()
                > 0;
        if (waits) {
            runtime.createMessageCorrelation(ACTED)
                    .processInstanceBusinessKey(moved.version().toString())
                    .correlate();
        }
    }

    private void completeConsent(NegotiationMoved moved) {
        List<Task> open = tasks.createTaskQuery()
                .processInstanceBusinessKey(moved.version().toString())
                .taskDefinitionKey(CONSENT_TASK)
                .taskVariableValueEquals("thirdParty", moved.thirdParty())
                .list();
        for (Task task : open) {
            tasks.setAssignee(task.getId(), moved.by().value());
            tasks.complete(task.getId(), Map.of("decision", ConsentToDutiesCompleteListener.CONSENT));
        }
    }
}
