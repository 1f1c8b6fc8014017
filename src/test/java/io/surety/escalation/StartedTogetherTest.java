package io.surety.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.evaluation.consequence.CauseNeedsConfirmation;
import io.surety.testing.WholeApplicationTest;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Processes that one transaction starts, of which a storm of breaches has many. PostgreSQL keeps the subtransactions of a
 * transaction at hand up to 64 of them; beyond that whoever reads on any connection looks them up.
 */
@WholeApplicationTest
class StartedTogetherTest {

    @Autowired
    EscalationProcess escalations;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void escalationsAreStartedByTheTransactionItself() {
        assertThat(transactionsThatStart(id -> escalations.start(new EscalationId(id))))
                .isEqualTo(1);
    }

    @Test
    void questionsArePutByTheTransactionItself() {
        assertThat(transactionsThatStart(id -> events.publishEvent(new CauseNeedsConfirmation(id))))
                .isEqualTo(1);
    }

    /** A row says by which transaction it was written, and a save point makes one below the one around it. */
    private int transactionsThatStart(Consumer<UUID> start) {
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(3).toList();
        return transaction.execute(status -> {
            status.setRollbackOnly();
            ids.forEach(start);
            List<String> writers = jdbc.sql("select xmin::text from act_ru_execution where business_key_ = any(:keys)")
                    .param("keys", ids.stream().map(UUID::toString).toArray(String[]::new))
                    .query(String.class)
                    .list();
            assertThat(writers).hasSize(3);
            return (int) writers.stream().distinct().count();
        });
    }
}
