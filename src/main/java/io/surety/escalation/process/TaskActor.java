package io.surety.escalation.process;

import io.surety.party.PersonId;
import io.surety.workflow.ActAsSystem;
import io.surety.workflow.TaskRefused;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Who completes a task, and what she wrote. */
@Component
class TaskActor {

    private static final int LONGEST_NOTE = 2000;

    private final ActAsSystem engine;

    TaskActor(ActAsSystem engine) {
        this.engine = engine;
    }

    /** The engine lets a candidate complete what a colleague has claimed; we do not. */
    PersonId of(DelegateTask task) {
        String person =
                engine.person().orElseThrow(() -> new TaskRefused("a person completes this task, in her own name"));
        if (task.getAssignee() != null && !task.getAssignee().equals(person)) {
            throw new TaskRefused("a colleague has claimed this task");
        }
        return new PersonId(person);
    }

    static String note(DelegateTask task) {
        String note = task.getVariable("note") instanceof String text ? text.strip() : "";
        if (note.length() > LONGEST_NOTE) {
            throw new TaskRefused("please keep the note below " + LONGEST_NOTE + " characters");
        }
        return note;
    }
}
