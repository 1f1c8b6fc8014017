package io.surety.objection.process;

import io.surety.workflow.SubmittedOnly;
import io.surety.workflow.TaskRefused;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;

/** What the tasks of an objection have in common. */
final class ObjectionTask {

    private static final int LEAST_CHARACTERS = 10;
    private static final int MOST_CHARACTERS = 4000;
    private static final Set<String> FACTS = Set.of("objectionConceded", "answerAccepted", "correctionOwed");

    private ObjectionTask() {}

    static UUID objection(DelegateExecution execution) {
        return UUID.fromString(execution.getProcessBusinessKey());
    }

    static UUID objection(DelegateTask task) {
        return objection(task.getExecution());
    }

    /**
     * Facts for gateways are left out: the listener of the task before a gateway writes its fact after this check.
     *
     * @throws TaskRefused if anything but the form's fields was sent
     */
    static void check(DelegateTask task, Set<String> fields) {
        Map<String, Object> unchanged = new HashMap<>();
        task.getVariables().forEach((name, value) -> {
            if (FACTS.contains(name) && value instanceof Boolean) {
                unchanged.put(name, value);
            }
        });
        SubmittedOnly.check(task, fields, unchanged);
    }

    /**
     * Whether the first of two choices was made.
     *
     * @throws TaskRefused if neither was
     */
    static boolean chosen(DelegateTask task, String variable, String one, String other) {
        String choice = String.valueOf(task.getVariable(variable));
        if (!choice.equals(one) && !choice.equals(other)) {
            throw new TaskRefused("Please choose: " + one + " or " + other);
        }
        return choice.equals(one);
    }

    /** @throws TaskRefused if it is needed and too short, or if it is too long */
    static String text(DelegateTask task, String variable, boolean needed) {
        Object value = task.getVariable(variable);
        String text = value == null ? "" : value.toString().strip();
        if (needed && text.length() < LEAST_CHARACTERS) {
            throw new TaskRefused(
                    "Your " + variable + " is too short: please write at least " + LEAST_CHARACTERS + " characters");
        }
        if (text.length() > MOST_CHARACTERS) {
            throw new TaskRefused("Your " + variable + " is too long: at most " + MOST_CHARACTERS + " characters");
        }
        return text;
    }
}
