package io.surety.lifecycle.process;

import io.surety.agreement.VersionRef;
import io.surety.lifecycle.LifeProcess;
import io.surety.party.PersonId;
import io.surety.workflow.ActAsSystem;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/** The life of a version in the engine. */
@Component
class EngineLife implements LifeProcess {

    private static final Map<Request, String> MESSAGES = Map.of(
            Request.AMENDMENT, "lifecycle.amendmentRequested",
            Request.SUSPENSION, "lifecycle.suspensionRequested",
            Request.RESUMPTION, "lifecycle.resumptionRequested",
            Request.TERMINATION, "lifecycle.terminationRequested",
            Request.CANCELLATION, "lifecycle.cancellationRequested");

    private static final String LIFE = "sla-lifecycle";
    private static final String RENEWED = "lifecycle.versionRenewed";

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final StandingProcesses standing;
    private final ActAsSystem system;

    EngineLife(RuntimeService runtime, TaskService tasks, StandingProcesses standing, ActAsSystem system) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.standing = standing;
        this.system = system;
    }

    @Override
    public boolean ask(VersionRef version, Request request, Map<String, Object> facts) {
        String message = MESSAGES.getOrDefault(request, "");
        return system.call(() -> {
            boolean waits = runtime.createExecutionQuery()
                            .processInstanceBusinessKey(version.toString())
                            .messageEventSubscriptionName(message)
                            .count()
                    > 0;
            return waits && correlated(message, version, facts);
        });
    }

    /** The facts are for the delegates of this transaction; they are never stored. */
    private boolean correlated(String message, VersionRef version, Map<String, Object> facts) {
        VariableMap transients = Variables.createVariables();
        facts.forEach((name, value) -> transients.putValueTyped(name, Variables.untypedValue(value, true)));
        try {
            runtime.createMessageCorrelation(message)
                    .processInstanceBusinessKey(version.toString())
                    .setVariables(transients)
                    .correlate();
            return true;
        } catch (OptimisticLockingException e) {
            // another request moved the process between our look and our word
            return false;
        }
    }

    @Override
    public boolean startApproval(VersionRef version, PersonId by) {
        return system.call(() -> {
            Task task = tasks.createTaskQuery()
                    .processInstanceBusinessKey(version.toString())
                    .taskDefinitionKey("userTask_startApproval")
                    .singleResult();
            if (task == null) {
                return false;
            }
            tasks.setAssignee(task.getId(), by.value());
            tasks.complete(task.getId());
            return true;
        });
    }

    @Override
    public void startRenewed(VersionRef version) {
        String key = version.toString();
        system.run(() -> runtime.startProcessInstanceByMessage(RENEWED, key, Map.of("version", key)));
    }

    @Override
    public void end(VersionRef version, String reason) {
        system.run(() -> runtime.createProcessInstanceQuery()
                .processDefinitionKey(LIFE)
                .processInstanceBusinessKey(version.toString())
                .list()
                .forEach(life -> runtime.deleteProcessInstance(life.getId(), reason)));
    }

    @Override
    public List<Standing> standings(VersionRef version) {
        return system.call(() -> standing.of(version.toString()));
    }
}
