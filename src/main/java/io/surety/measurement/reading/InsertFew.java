package io.surety.measurement.reading;

import io.surety.shared.SqlStates;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/**
 * Stores one reading, or few, of which most likely nothing is known yet: plain inserts, sent together, cost the database
 * less than the one statement of {@link InsertNew} that looks what is known.
 */
@Component
class InsertFew {

    /** For more, one statement over arrays is as cheap. */
    static final int MOST = 4;

    private static final String IDENTITY = "(?, ?, ?, ?, ?, cast(? as measurement.identity_standing), ?)";
    private static final String READING = "(?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String MARK = "(?, ?, ?)";
    private static final int OF_IDENTITY = 7;
    private static final int OF_READING = 8;
    private static final int OF_MARK = 3;

    /** For one reading, for two, and so on: a text for each number, so that each is prepared once. */
    private static final List<String> SQL =
            IntStream.rangeClosed(0, MOST).mapToObj(InsertFew::sql).toList();

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
            bind(statement, readings, InstantTexts.text(receivedAt));
            statement.execute();
            return true;
        } catch (SQLException e) {
            if (SqlStates.has(e, SqlStates.UNIQUE_VIOLATION)) {
                return false;
            }
            throw new WriteFailed(e);
        }
    }

    /** One statement for each table: it costs the database a third less than one for each row. */
    private static String sql(int readings) {
        return """
                insert into measurement.identities (at, source, series, hash, revision, standing, id) values %s;
                insert into measurement.readings (at, received_at, series, kind, good, total, value, id) values %s;
                insert into measurement.rollup_marks (series, hour, minutes) values %s
                """
                .formatted(rows(IDENTITY, readings), rows(READING, readings), rows(MARK, readings));
    }

    private static String rows(String row, int times) {
        return String.join(", ", Collections.nCopies(times, row));
    }

    private static void bind(PreparedStatement statement, List<Reading> readings, String receivedAt)
            throws SQLException {
        int identity = 0;
        int reading = readings.size() * OF_IDENTITY;
        int mark = reading + readings.size() * OF_READING;
        for (Reading each : readings) {
            String at = InstantTexts.text(each.at());
            bindIdentity(statement, identity, each, at);
            bindReading(statement, reading, each, at, receivedAt);
            bindMark(statement, mark, each);
            identity += OF_IDENTITY;
            reading += OF_READING;
            mark += OF_MARK;
        }
    }

    /** Instants go as texts of no type: to write a {@code Timestamp} in the zone of this machine takes longer. */
    private static void bindIdentity(PreparedStatement statement, int before, Reading reading, String at)
            throws SQLException {
        statement.setObject(before + 1, at, Types.OTHER);
        statement.setInt(before + 2, reading.source());
        statement.setInt(before + 3, reading.series());
        statement.setObject(before + 4, reading.hash());
        statement.setInt(before + 5, reading.revision());
        statement.setString(before + 6, reading.standing());
        statement.setString(before + 7, reading.id());
    }

    private static void bindReading(
            PreparedStatement statement, int before, Reading reading, String at, String receivedAt)
            throws SQLException {
        statement.setObject(before + 1, at, Types.OTHER);
        statement.setObject(before + 2, receivedAt, Types.OTHER);
        statement.setInt(before + 3, reading.series());
        statement.setShort(before + 4, reading.kind().number());
        statement.setObject(before + 5, reading.good(), Types.BIGINT);
        statement.setObject(before + 6, reading.total(), Types.BIGINT);
        statement.setBigDecimal(before + 7, reading.value());
        statement.setString(before + 8, reading.id());
    }

    private static void bindMark(PreparedStatement statement, int before, Reading reading) throws SQLException {
        Instant hour = Instant.ofEpochSecond(reading.hour() * Reading.SECONDS_OF_HOUR);
        statement.setInt(before + 1, reading.series());
        statement.setObject(before + 2, InstantTexts.text(hour), Types.OTHER);
        statement.setLong(before + 3, reading.minuteBit());
    }
}
