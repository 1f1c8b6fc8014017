package io.surety.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/** The control probe: single rows, each inserted and committed durably. It tells how much of the machine is ours. */
final class Control {

    private static final Duration TIME = Duration.ofSeconds(3);

    private final DataSource database;

    Control(DataSource database) {
        this.database = database;
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists control_probe (id bigint generated always as identity primary"
                    + " key, text text not null, at timestamptz not null default clock_timestamp())");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Commits a second. */
    Load run(int clients) throws Exception {
        return run(clients, TIME);
    }

    Load run(int clients, Duration time) throws Exception {
        return Load.run(clients, time, Inserting::new);
    }

    private final class Inserting implements Load.Client {

        private final Connection connection = database.getConnection();
        private final PreparedStatement insert =
                connection.prepareStatement("insert into control_probe (text) values (?)");

        Inserting() throws SQLException {}

        @Override
        public void once() throws SQLException {
            insert.setString(1, "a row of about the length of a measurement, 55 bytes");
            insert.executeUpdate();
        }

        @Override
        public void close() throws SQLException {
            insert.close();
            connection.close();
        }
    }
}
