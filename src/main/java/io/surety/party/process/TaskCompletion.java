package io.surety.party.process;

import io.surety.party.PersonId;
import io.surety.workflow.CurrentLogin;
import io.surety.workflow.TaskRefused;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/**
 * Who completes a task. The engine lets a candidate complete what a colleague has claimed; a {@code complete} listener
 * that decides in a person's name asks here.
 */
@Component
public class TaskCompletion {

    private final CurrentLogin login;

    TaskCompletion(CurrentLogin login) {
        this.login = login;
    }

    /**
     * The person who is completing the task.
     *
     * @throws TaskRefused if somebody else has claimed it, or if nobody is logged in and it is not claimed
     */
    public PersonId person(DelegateTask task) {
        String assignee = task.getAssignee();
        String user = login.user().orElse(assignee);
        if (user == null) {
            throw new TaskRefused("Please claim the task first.");
        }
        if (assignee != null && !assignee.equals(user)) {
            throw new TaskRefused("The task has been claimed by " + assignee + ".");
        }
        return new PersonId(user);
    }
}
