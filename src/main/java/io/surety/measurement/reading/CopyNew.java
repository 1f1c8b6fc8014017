package io.surety.measurement.reading;

import io.surety.shared.SqlStates;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.springframework.stereotype.Component;

/** Stores many readings at the speed of COPY, as long as nothing of any of them is known yet. */
@Component
class CopyNew {

    private static final String IDENTITIES =
            "copy measurement.identities (at, source, series, hash, revision, standing, id) from stdin (format binary)";
    private static final String READINGS =
            "copy measurement.readings (at, received_at, series, kind, good, total, value, id) from stdin"
                    + " (format binary)";
    private static final String MARKS =
            """
            insert into measurement.rollup_marks (series, hour, minutes)
            select series, timestamptz 'epoch' + hour * interval '1 hour', minutes
            from unnest(?::integer[], ?::bigint[], ?::bigint[]) as m(series, hour, minutes)
            """;

    private record Hour(int series, long hour) {}

    private final DataSource database;

    CopyNew(DataSource database) {
        this.database = database;
    }

    /**
     * Stores and commits all of them, or none.
     *
     * @param readings no two of one key, in the order of their keys
     * @return false if one of them is known already, and nothing was stored
     */
    boolean copy(List<Reading> readings, Instant receivedAt) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                copyAll(connection, readings, receivedAt);
                connection.commit();
                return true;
            } catch (SQLException | IOException e) {
                connection.rollback();
                if (SqlStates.has(e, SqlStates.UNIQUE_VIOLATION)) {
                    return false;
                }
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException | IOException e) {
            throw new WriteFailed(e);
        }
    }

    private static void copyAll(Connection connection, List<Reading> readings, Instant receivedAt)
            throws SQLException, IOException {
        var identities = new BinaryRows(readings.size());
        var rows = new BinaryRows(readings.size());
        var marks = new HashMap<Hour, Long>();
        for (Reading reading : readings) {
            identities
                    .row(7)
                    .add(reading.at())
                    .add(reading.source())
                    .add(reading.series())
                    .add(reading.hash())
                    .add(reading.revision())
                    .add(reading.standing())
                    .add(reading.id());
            if (!reading.isWithdrawal()) {
                add(rows, reading, receivedAt);
                marks.merge(new Hour(reading.series(), reading.hour()), reading.minuteBit(), (a, b) -> a | b);
            }
        }
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        copy.copyIn(IDENTITIES, identities.stream());
        copy.copyIn(READINGS, rows.stream());
        mark(connection, marks);
    }

    private static void add(BinaryRows rows, Reading reading, Instant receivedAt) {
        rows.row(8)
                .add(reading.at())
                .add(receivedAt)
                .add(reading.series())
                .add(reading.kind().number())
                .add(reading.good())
                .add(reading.total())
                .add(reading.value())
                .add(reading.id());
    }

    private static void mark(Connection connection, Map<Hour, Long> marks) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MARKS)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "integer", marks.keySet().stream().map(Hour::series).toArray(Integer[]::new)));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint", marks.keySet().stream().map(Hour::hour).toArray(Long[]::new)));
            statement.setArray(
                    3, connection.createArrayOf("bigint", marks.values().toArray(Long[]::new)));
            statement.executeUpdate();
        }
    }
}
