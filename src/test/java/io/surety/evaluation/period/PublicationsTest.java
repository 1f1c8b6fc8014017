package io.surety.evaluation.period;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Domain 6.5: who publishes is alone until it is committed, so that nothing comes before what was answered already. */
class PublicationsTest {

    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

    private final DataSource database = TestDatabase.fresh();
    private final Publications publications = new Publications(JdbcClient.create(database));

    @Test
    void serialsAreGivenUnderOneLockUntilTheTransactionEnds_6_5() {
        new TransactionTemplate(new JdbcTransactionManager(database)).executeWithoutResult(status -> {
            assertThat(publications.next(List.of("desk", "portal"), this::presentOnceAlone))
                    .containsExactly(new Publications.Turn(1, NOW), new Publications.Turn(2, NOW));
            assertThat(anotherMayPublish()).isFalse();
        });
        assertThat(anotherMayPublish()).isTrue();
    }

    /** One that waits for the lock is published after all that it waited for. */
    private Instant presentOnceAlone() {
        assertThat(anotherMayPublish()).as("another may publish").isFalse();
        return NOW;
    }

    private boolean anotherMayPublish() {
        try (Connection other = database.getConnection();
                Statement statement = other.createStatement();
                ResultSet row = statement.executeQuery(
                        "select pg_try_advisory_xact_lock(hashtextextended('evaluation.publications', 0))")) {
            row.next();
            return row.getBoolean(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
