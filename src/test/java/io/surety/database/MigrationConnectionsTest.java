package io.surety.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.surety.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;

class MigrationConnectionsTest {

    @Test
    void theDatabaseOfThePoolIsMigratedOverOtherConnections() throws SQLException {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(url(TestDatabase.fresh()));
            pool.setUsername("postgres");
            FluentConfiguration configuration = Flyway.configure().dataSource(pool);

            new MigrationConnections().customize(configuration);

            assertThat(url(configuration.getDataSource())).isEqualTo(pool.getJdbcUrl());
            assertThat(Flyway.configure()
                            .configuration(configuration)
                            .outOfOrder(true)
                            .load()
                            .info()
                            .applied())
                    .isNotEmpty();
            assertThat(pool.isRunning()).as("nobody asked the pool").isFalse();
        }
    }

    private static String url(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return connection.getMetaData().getURL();
        }
    }
}
