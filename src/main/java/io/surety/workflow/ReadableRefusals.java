package io.surety.workflow;

import io.surety.shared.Refusal;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;

/**
 * Hands a refusal from within a listener to the caller as it is.
 *
 * <p>The engine wraps what a listener throws, and Tasklist shows the wrapping: "Cannot submit task form … ENGINE-03051
 * There was an exception while invoking the TaskListener". A person shall read the reason only.
 */
class ReadableRefusals extends CommandInterceptor {

    @Override
    public <T> T execute(Command<T> command) {
        boolean outermost = Context.getCommandContext() == null;
        try {
            return next.execute(command);
        } catch (ProcessEngineException e) {
            if (outermost) {
                for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                    if (cause instanceof Refusal refusal) {
                        throw refusal;
                    }
                }
            }
            throw e;
        }
    }
}
