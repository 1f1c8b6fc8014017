package io.surety.database;

import io.surety.shared.TimeSource;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The time of the database, so that several nodes agree.
 *
 * <p>It reads {@code clock_timestamp()} and not {@code now()}, which stands still within a transaction.
 */
@Component
class DatabaseTimeSource implements TimeSource {

    private final JdbcClient jdbc;

    DatabaseTimeSource(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Instant now() {
        return jdbc.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant()
                .truncatedTo(ChronoUnit.MILLIS);
    }
}
