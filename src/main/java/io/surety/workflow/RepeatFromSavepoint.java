package io.surety.workflow;

import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.context.Context;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Repeats engine calls that lost a race within somebody else's transaction: such as a delivery of measurements whose
 * correction ends an escalation at the moment at which the job executor fires its timer. What the transaction has done
 * before is kept by a savepoint. {@link RetryOnConflict} does the same for calls without a transaction around them.
 *
 * <p>Whoever calls holds the row of what the process is about, and so does each step of the process that looks at it. Until
 * the transaction ends the process therefore gets from one save point to the next and no further, and a call meets as many
 * conflicts as there are job acquisitions and jobs on that way, which are fewer than the tries.
 *
 * <p>A deadlock is not repeated from here. The locks that were taken before the save point stay, and whom it met waits for
 * them: it would come again. Whoever began the transaction does all of it anew.
 */
@Component
class RepeatFromSavepoint {

    private static final int TRIES = 10;

    private final TransactionTemplate savepoint;

    RepeatFromSavepoint(PlatformTransactionManager transactions) {
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** A call from within a command of the engine is not repeated: it is flushed and repeated with that one. */
    void run(Runnable work) {
        if (Context.getCommandContext() != null || !TransactionSynchronizationManager.isActualTransactionActive()) {
            work.run();
            return;
        }
        for (int attempt = 1; ; attempt++) {
            try {
                savepoint.executeWithoutResult(status -> work.run());
                return;
            } catch (ProcessEngineException e) {
                if (!RetryOnConflict.isConflict(e) || RetryOnConflict.isDeadlock(e) || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }
}
