package io.surety.workflow;

import io.surety.shared.SqlStates;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Repeats a command that lost a race, such as one of two votes completed in the same instant.
 *
 * <p>Only the outermost command without a surrounding transaction is repeated: only then was everything rolled back
 * that it did. Tasklist and REST are served by this too; without it they would answer with an error, and the vote lost.
 * Within a transaction {@link RepeatFromSavepoint} repeats what the software does by itself.
 */
class RetryOnConflict extends CommandInterceptor {

    private static final int TRIES = 5;

    private static final long FIRST_WAIT_MILLIS = 10;

    @Override
    public <T> T execute(Command<T> command) {
        if (Context.getCommandContext() != null || TransactionSynchronizationManager.isActualTransactionActive()) {
            return next.execute(command);
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return next.execute(command);
            } catch (ProcessEngineException e) {
                if (!isConflict(e) || attempt == TRIES || !waited(attempt)) {
                    throw e;
                }
            }
        }
    }

    /** The engine sees by revision what others changed, but not what they added below what it deletes. */
    static boolean isConflict(ProcessEngineException e) {
        return e instanceof OptimisticLockingException
                || SqlStates.has(e, SqlStates.FOREIGN_KEY_VIOLATION)
                || isDeadlock(e);
    }

    static boolean isDeadlock(ProcessEngineException e) {
        return SqlStates.has(e, SqlStates.DEADLOCK_DETECTED);
    }

    private static boolean waited(int attempt) {
        long wait = FIRST_WAIT_MILLIS << attempt;
        try {
            TimeUnit.MILLISECONDS.sleep(wait + ThreadLocalRandom.current().nextLong(wait));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
