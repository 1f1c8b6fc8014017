package io.surety.lifecycle.process;

import io.surety.lifecycle.LifeProcess.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.TransitionInstance;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where processes wait, read from the engine. */
@Component
class StandingProcesses {

    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final TaskService tasks;
    private final ManagementService management;

    StandingProcesses(
            RuntimeService runtime, RepositoryService repository, TaskService tasks, ManagementService management) {
        this.runtime = runtime;
        this.repository = repository;
        this.tasks = tasks;
        this.management = management;
    }

    /** What waits in the instances with a business key, and in those that they call under keys of their own. */
    List<Standing> of(String businessKey) {
        Map<String, ProcessInstance> instances = new HashMap<>();
        List<Standing> standings = new ArrayList<>();
        runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(businessKey)
                .orderByProcessDefinitionKey()
                .asc()
                .list()
                .forEach(instance -> add(instance, instances, standings));
        return standings;
    }

    private void add(ProcessInstance instance, Map<String, ProcessInstance> seen, List<Standing> standings) {
        if (seen.put(instance.getId(), instance) != null) {
            return;
        }
        ActivityInstance tree = runtime.getActivityInstance(instance.getId());
        if (tree != null) {
            String process = repository
                    .getProcessDefinition(instance.getProcessDefinitionId())
                    .getName();
            collect(tree, process, due(instance.getId()), standings);
        }
        runtime.createProcessInstanceQuery()
                .superProcessInstanceId(instance.getId())
                .list()
                .forEach(called -> add(called, seen, standings));
    }

    /** When the timer or the task of an execution is due. */
    private Map<String, Instant> due(String instance) {
        Map<String, Instant> due = new HashMap<>();
        management.createJobQuery().processInstanceId(instance).timers().list().forEach(job -> {
            Date date = job.getDuedate();
            if (date != null) {
                due.put(job.getExecutionId(), date.toInstant());
            }
        });
        tasks.createTaskQuery().processInstanceId(instance).list().forEach(task -> {
            Date date = task.getDueDate();
            if (date != null) {
                due.put(task.getExecutionId(), date.toInstant());
            }
        });
        return due;
    }

    private void collect(
            ActivityInstance activity, String process, Map<String, Instant> due, List<Standing> standings) {
        for (TransitionInstance transition : activity.getChildTransitionInstances()) {
            standings.add(new Standing(
                    process,
                    transition.getActivityId(),
                    label(transition.getActivityName(), transition.getActivityId()),
                    null,
                    transition.getIncidentIds().length > 0));
        }
        for (ActivityInstance child : activity.getChildActivityInstances()) {
            collect(child, process, due, standings);
        }
        boolean leaf =
                activity.getChildActivityInstances().length == 0 && activity.getChildTransitionInstances().length == 0;
        if (leaf
                && !activity.getActivityType().equals("callActivity")
                && !activity.getActivityType().equals("processDefinition")) {
            standings.add(new Standing(
                    process,
                    activity.getActivityId(),
                    label(activity.getActivityName(), activity.getActivityId()),
                    due(activity, due).orElse(null),
                    activity.getIncidentIds().length > 0));
        }
    }

    private static Optional<Instant> due(ActivityInstance activity, Map<String, Instant> due) {
        for (String execution : activity.getExecutionIds()) {
            Instant at = due.get(execution);
            if (at != null) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static String label(@Nullable String name, String id) {
        return name == null ? id : name;
    }
}
