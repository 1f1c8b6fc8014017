package io.surety.measurement.reading;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** Stores a reading that comes alone: the same as {@link InsertNew} does for many, by a statement that is cheaper to run. */
@Component
class InsertOne {

    private static final long HOUR = 3_600_000;
    private static final long MINUTE = 60_000;

    private static final String SQL =
            """
            with added as (
                insert into measurement.identities (at, source, series, hash, revision, standing, id)
                values (?, ?, ?, ?, ?, cast(? as "char"), ?)
                on conflict (source, id) do nothing
                returning at, series, id
            ), stored as (
                insert into measurement.readings (at, received_at, series, kind, good, total, value, id)
                select at, ?, series, ?, ?, ?, ?, id from added where series <> 0
            ), marked as (
                insert into measurement.rollup_marks (series, hour, minutes)
                select series, ?, ? from added where series <> 0
            )
            select exists (select from added)
            """;

    private final DataSource database;

    InsertOne(DataSource database) {
        this.database = database;
    }

    /**
     * Stores and commits it if nothing is known of it.
     *
     * @return whether it was stored
     */
    boolean insert(Reading reading, Instant receivedAt) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(SQL)) {
            bind(statement, reading, receivedAt);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new WriteFailed(e);
        }
    }

    private static void bind(PreparedStatement statement, Reading reading, Instant receivedAt) throws SQLException {
        long hour = Math.floorDiv(reading.at().toEpochMilli(), HOUR);
        long minute = Math.floorMod(reading.at().toEpochMilli(), HOUR) / MINUTE;
        statement.setTimestamp(1, Timestamp.from(reading.at()));
        statement.setInt(2, reading.source());
        statement.setInt(3, reading.series());
        statement.setObject(4, reading.hash());
        statement.setInt(5, reading.revision());
        statement.setString(6, reading.standing());
        statement.setString(7, reading.id());
        statement.setTimestamp(8, Timestamp.from(receivedAt));
        statement.setShort(9, reading.kind().number());
        statement.setObject(10, reading.good(), Types.BIGINT);
        statement.setObject(11, reading.total(), Types.BIGINT);
        statement.setBigDecimal(12, reading.value());
        statement.setTimestamp(13, new Timestamp(hour * HOUR));
        statement.setLong(14, 1L << minute);
    }
}
