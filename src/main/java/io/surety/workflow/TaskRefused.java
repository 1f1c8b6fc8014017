package io.surety.workflow;

import io.surety.shared.Refusal;

/**
 * What a person entered into a task cannot be taken; the task stays, and she reads the message. Thrown by a task's
 * {@code complete} listener; not an engine exception, so that Tasklist and REST show the text as it is.
 */
public class TaskRefused extends Refusal {

    public TaskRefused(String message) {
        super(Kind.INVALID, "task-refused", message);
    }
}
