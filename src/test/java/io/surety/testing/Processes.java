package io.surety.testing;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;

/** The engine as a test speaks of it: instances by business key, jobs and tasks by the id of their element. */
public class Processes {

    private static final int MANY = 200;

    private final ProcessEngine engine;

    public Processes(ProcessEngine engine) {
        this.engine = engine;
    }

    /** The one running instance of a process for a business key. */
    public ProcessInstance instance(String process, String businessKey) {
        ProcessInstance found = engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processDefinitionKey(process)
                .processInstanceBusinessKey(businessKey)
                .singleResult();
        if (found == null) {
            throw new AssertionError("no instance of " + process + " runs for " + businessKey);
        }
        return found;
    }

    /** The same, once all has run that is due of it. */
    public ProcessInstance begun(String process, String businessKey) {
        ProcessInstance instance = instance(process, businessKey);
        fireDue(instance);
        return instance;
    }

    public boolean isRunning(String process, String businessKey) {
        return engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processDefinitionKey(process)
                        .processInstanceBusinessKey(businessKey)
                        .count()
                > 0;
    }

    /** All jobs of the instance and the instances that it calls, whether due or not. */
    public List<Job> jobs(ProcessInstance instance) {
        return engine.getManagementService()
                .createJobQuery()
                .rootProcessInstanceId(instance.getRootProcessInstanceId())
                .list();
    }

    /** The one job of the instance that waits at an element. */
    public Job job(ProcessInstance instance, String element) {
        List<Job> found = engine.getManagementService()
                .createJobQuery()
                .processInstanceId(instance.getProcessInstanceId())
                .activityId(element)
                .list();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " jobs wait at " + element);
        }
        return found.get(0);
    }

    /**
     * Runs the one job that waits at an element, a timer also before its time.
     *
     * @throws RuntimeException what the job throws
     */
    public void fire(ProcessInstance instance, String element) {
        engine.getManagementService().executeJob(job(instance, element).getId());
    }

    /** Runs what is due for the root instance by the moved clock, and what becomes due by that, until nothing is left. */
    public void fireDue(ProcessInstance instance) {
        for (int rounds = 0; rounds < MANY; rounds++) {
            List<Job> due = jobs(instance).stream().filter(Processes::isDue).toList();
            if (due.isEmpty()) {
                return;
            }
            engine.getManagementService().executeJob(due.get(0).getId());
        }
        throw new AssertionError("the instance still has due jobs after " + MANY + " of them");
    }

    private static boolean isDue(Job job) {
        return !job.isSuspended()
                && job.getRetries() > 0
                && (job.getDuedate() == null || !job.getDuedate().after(ClockUtil.getCurrentTime()));
    }

    /** The open tasks of the instance that stand at an element; several where it is a multiple one. */
    public List<Task> tasks(ProcessInstance instance, String element) {
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(instance.getProcessInstanceId())
                .taskDefinitionKey(element)
                .orderByTaskCreateTime()
                .asc()
                .list();
    }

    /** The one open task of the instance that stands at an element. */
    public Task task(ProcessInstance instance, String element) {
        List<Task> found = tasks(instance, element);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " tasks stand at " + element);
        }
        return found.get(0);
    }

    /** Claims the task for a person and completes it in her name. */
    public void complete(Task task, String person, Map<String, Object> variables) {
        try {
            engine.getIdentityService().setAuthenticatedUserId(person);
            engine.getTaskService().claim(task.getId(), person);
            engine.getTaskService().complete(task.getId(), variables);
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }
}
