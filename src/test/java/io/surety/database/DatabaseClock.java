package io.surety.database;

import io.surety.shared.TimeSource;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The source of time that production has, for tests of other rooms. */
public final class DatabaseClock {

    private DatabaseClock() {}

    public static TimeSource of(DataSource database) {
        return new DatabaseTimeSource(JdbcClient.create(database));
    }
}
