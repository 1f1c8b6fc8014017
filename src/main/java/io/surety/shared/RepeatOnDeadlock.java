package io.surety.shared;

import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Repeats transactions that PostgreSQL chose to end a deadlock: nothing of them was stored, and whom they met goes on. It
 * may be met by whoever hears of what changed, such as the process engine, which tells it in its own way.
 *
 * <p>What is called within a transaction is not repeated: the locks that were taken before would stay. Whoever began the
 * transaction does all of it anew.
 */
public final class RepeatOnDeadlock {

    private static final int TRIES = 5;

    private final TransactionTemplate transaction;

    public RepeatOnDeadlock(PlatformTransactionManager transactions) {
        this.transaction = new TransactionTemplate(transactions);
    }

    /** @throws RuntimeException that the work threw, a deadlock only at the last try or within a transaction */
    public <T> T call(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return Objects.requireNonNull(transaction.execute(status -> work.get()));
            } catch (RuntimeException e) {
                if (!SqlStates.has(e, SqlStates.DEADLOCK_DETECTED)
                        || attempt == TRIES
                        || TransactionSynchronizationManager.isActualTransactionActive()) {
                    throw e;
                }
            }
        }
    }

    /** The same of what has no result. */
    public void run(Runnable work) {
        call(() -> {
            work.run();
            return true;
        });
    }
}
