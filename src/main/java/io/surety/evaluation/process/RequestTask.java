package io.surety.evaluation.process;

import io.surety.workflow.TaskRefused;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;

/** What the tasks that answer a question have in common. */
final class RequestTask {

    private static final int LEAST_CHARACTERS = 10;
    private static final int MOST_CHARACTERS = 4000;

    private RequestTask() {}

    /** The question that the process is about. */
    static UUID request(DelegateExecution execution) {
        return UUID.fromString(execution.getProcessBusinessKey());
    }

    static UUID request(DelegateTask task) {
        return request(task.getExecution());
    }

    /**
     * Whether the first of two choices was made.
     *
     * @throws TaskRefused if neither was
     */
    static boolean chosen(DelegateTask task, String variable, String yes, String no) {
        String choice = String.valueOf(task.getVariable(variable));
        if (!choice.equals(yes) && !choice.equals(no)) {
            throw new TaskRefused("Please choose: " + yes + " or " + no);
        }
        return choice.equals(yes);
    }

    /**
     * A text of the form, without blanks around it; empty if nothing was written.
     *
     * @throws TaskRefused if it is needed and too short, or if it is too long
     */
    static String text(DelegateTask task, String variable, boolean needed) {
        Object value = task.getVariable(variable);
        String text = value == null ? "" : value.toString().strip();
        if (needed && text.length() < LEAST_CHARACTERS) {
            throw new TaskRefused(
                    "Your reason is too short: please write at least " + LEAST_CHARACTERS + " characters");
        }
        if (text.length() > MOST_CHARACTERS) {
            throw new TaskRefused("Your text is too long: at most " + MOST_CHARACTERS + " characters");
        }
        return text;
    }
}
