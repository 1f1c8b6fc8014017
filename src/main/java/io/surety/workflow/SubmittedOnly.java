package io.surety.workflow;

import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;

/**
 * Holds a task to the fields of its form.
 *
 * <p>Whoever completes a task over REST may send any variables with it, and the engine writes what is not local to the
 * task where it finds it, up to the process: she could change what gateways and other tasks rely on. Called by a
 * {@code complete} listener, after the engine has written and before it commits.
 */
public final class SubmittedOnly {

    /** The engine's own counters of multiple instances. */
    private static final Set<String> COUNTERS =
            Set.of("nrOfInstances", "nrOfActiveInstances", "nrOfCompletedInstances", "loopCounter");

    private SubmittedOnly() {}

    /**
     * @param fields that the form submits, all of them local to the task by an input mapping
     * @param unchanged what else is visible to the task, with the values that it must still have
     * @throws TaskRefused if any other variable is there, or one has another value
     */
    public static void check(DelegateTask task, Set<String> fields, Map<String, Object> unchanged) {
        task.getVariables().forEach((name, value) -> {
            boolean allowed = fields.contains(name)
                    || task.hasVariableLocal(name)
                    || (COUNTERS.contains(name) && value instanceof Integer)
                    || (unchanged.containsKey(name) && unchanged.get(name).equals(value));
            if (!allowed) {
                throw new TaskRefused("This task does not take a value for " + name + ".");
            }
        });
    }
}
