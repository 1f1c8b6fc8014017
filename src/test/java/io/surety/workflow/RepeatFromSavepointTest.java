package io.surety.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.testing.TestDatabase;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is repeated within a transaction, and what ends it. */
class RepeatFromSavepointTest {

    private final DataSourceTransactionManager transactions = new DataSourceTransactionManager(TestDatabase.fresh());
    private final RepeatFromSavepoint repeat = new RepeatFromSavepoint(transactions);
    private final AtomicInteger runs = new AtomicInteger();

    private void run(ProcessEngineException lost) {
        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> repeat.run(() -> {
                    if (runs.incrementAndGet() < 3) {
                        throw lost;
                    }
                }));
    }

    private static ProcessEngineException said(String state) {
        return new ProcessEngineException("ENGINE-03004", new RuntimeException(new SQLException("refused", state)));
    }

    @Test
    void aRaceThatWasLostIsRepeated() {
        run(new OptimisticLockingException("lost"));
        assertThat(runs).hasValue(3);
    }

    @Test
    void whatSomebodyAddedBelowWhatIsDeletedIsRepeated() {
        run(said("23503"));
        assertThat(runs).hasValue(3);
    }

    /** What was locked before the save point stays locked, so that it would come again. */
    @Test
    void aDeadlockIsLeftToWhoeverBeganTheTransaction() {
        ProcessEngineException deadlock = said("40P01");
        assertThatThrownBy(() -> run(deadlock)).isSameAs(deadlock);
        assertThat(runs).hasValue(1);
    }
}
