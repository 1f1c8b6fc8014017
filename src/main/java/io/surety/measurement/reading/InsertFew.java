package io.surety.measurement.reading;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.postgresql.util.PSQLState;
import org.springframework.stereotype.Component;

/**
 * Stores one reading, or few, of which most likely nothing is known yet: plain inserts, sent together, cost the database
 * less than the one statement of {@link InsertNew} that looks what is known.
 */
@Component
class InsertFew {

    /** For more, one statement over arrays is as cheap. */
    static final int MOST = 4;

    private static final int PARAMETERS = 18;

    private static final String ONE =
            """
            insert into measurement.identities (at, source, series, hash, revision, standing, id)
                values (?, ?, ?, ?, ?, cast(? as "char"), ?);
            insert into measurement.readings (at, received_at, series, kind, good, total, value, id)
                values (?, ?, ?, ?, ?, ?, ?, ?);
            insert into measurement.rollup_marks (series, hour, minutes) values (?, ?, ?);
            """;

    /** For one reading, for two, and so on: a text for each number, so that each is prepared once. */
    private static final List<String> SQL =
            IntStream.rangeClosed(0, MOST).mapToObj(ONE::repeat).toList();

    private final DataSource database;

    InsertFew(DataSource database) {
        this.database = database;
    }

    /**
     * Stores and commits all of them, or none. In autocommit, statements that are sent together are one transaction.
     *
     * @param readings at most {@link #MOST}, none of them a withdrawal, in the order of their keys
     * @return false if one of them is known already, and nothing was stored
     */
    boolean insert(List<Reading> readings, Instant receivedAt) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(SQL.get(readings.size()))) {
            String received = InstantTexts.text(receivedAt);
            for (int i = 0; i < readings.size(); i++) {
                bind(statement, i * PARAMETERS, readings.get(i), received);
            }
            statement.execute();
            return true;
        } catch (SQLException e) {
            if (PSQLState.UNIQUE_VIOLATION.getState().equals(e.getSQLState())) {
                return false;
            }
            throw new WriteFailed(e);
        }
    }

    /** Instants go as texts of no type: to write a {@code Timestamp} in the zone of this machine takes longer. */
    private static void bind(PreparedStatement statement, int before, Reading reading, String receivedAt)
            throws SQLException {
        String at = InstantTexts.text(reading.at());
        Instant hour = Instant.ofEpochSecond(reading.hour() * Reading.SECONDS_OF_HOUR);
        statement.setObject(before + 1, at, Types.OTHER);
        statement.setInt(before + 2, reading.source());
        statement.setInt(before + 3, reading.series());
        statement.setObject(before + 4, reading.hash());
        statement.setInt(before + 5, reading.revision());
        statement.setString(before + 6, reading.standing());
        statement.setString(before + 7, reading.id());
        statement.setObject(before + 8, at, Types.OTHER);
        statement.setObject(before + 9, receivedAt, Types.OTHER);
        statement.setInt(before + 10, reading.series());
        statement.setShort(before + 11, reading.kind().number());
        statement.setObject(before + 12, reading.good(), Types.BIGINT);
        statement.setObject(before + 13, reading.total(), Types.BIGINT);
        statement.setBigDecimal(before + 14, reading.value());
        statement.setString(before + 15, reading.id());
        statement.setInt(before + 16, reading.series());
        statement.setObject(before + 17, InstantTexts.text(hour), Types.OTHER);
        statement.setLong(before + 18, reading.minuteBit());
    }
}
