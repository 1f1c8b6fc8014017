package io.surety.measurement.reading;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Stores readings of which nothing is known yet, with their identities and marks, in one statement. */
@Component
class InsertNew {

    /** The database puts the identities in first; what is known already adds neither a reading nor a mark. */
    private static final String SQL =
            """
            with delivered as materialized (
                select n, source, id, series, timestamptz 'epoch' + ms * interval '1 millisecond' as at,
                       ms, revision, hash, kind, good, total, value
                from unnest(?::integer[], ?::integer[], ?::text[], ?::integer[], ?::bigint[], ?::integer[], ?::uuid[],
                            ?::smallint[], ?::bigint[], ?::bigint[], ?::numeric[])
                     as d(n, source, id, series, ms, revision, hash, kind, good, total, value)
            ), added as (
                insert into measurement.identities (at, source, series, hash, revision, standing, id)
                select at, source, series, hash, revision,
                       cast(case series when 0 then 'w' else 'c' end as measurement.identity_standing), id
                from delivered
                on conflict (source, id) do nothing
                returning source, id
            ), new as materialized (
                select d.* from delivered d join added using (source, id)
            ), stored as (
                insert into measurement.readings (at, received_at, series, kind, good, total, value, id)
                select at, ?, series, kind, good, total, value, id from new where series <> 0
            ), marked as (
                insert into measurement.rollup_marks (series, hour, minutes)
                select series, timestamptz 'epoch' + ms / 3600000 * interval '1 hour',
                       bit_or(1::bigint << (ms / 60000 % 60)::integer)
                from new where series <> 0 group by series, ms / 3600000
            )
            select n from delivered except all select n from new
            """;

    private final DataSource database;

    InsertNew(DataSource database) {
        this.database = database;
    }

    /**
     * Stores and commits those of which nothing was known.
     *
     * @param readings no two of one key, in the order of their keys, so that two batches never wait for each other
     * @return which of them are known already, and were not stored
     */
    BitSet insert(List<Reading> readings, Instant receivedAt) {
        var known = new BitSet(readings.size());
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(SQL)) {
            bind(connection, statement, readings, receivedAt);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    known.set(rows.getInt(1));
                }
            }
        } catch (SQLException e) {
            throw new WriteFailed(e);
        }
        return known;
    }

    private static void bind(
            Connection connection, PreparedStatement statement, List<Reading> readings, Instant receivedAt)
            throws SQLException {
        Integer[] positions = new Integer[readings.size()];
        Arrays.setAll(positions, i -> i);
        statement.setArray(1, connection.createArrayOf("integer", positions));
        array(connection, statement, 2, "integer", readings, Reading::source, Integer[]::new);
        array(connection, statement, 3, "text", readings, Reading::id, String[]::new);
        array(connection, statement, 4, "integer", readings, Reading::series, Integer[]::new);
        array(connection, statement, 5, "bigint", readings, r -> r.at().toEpochMilli(), Long[]::new);
        array(connection, statement, 6, "integer", readings, Reading::revision, Integer[]::new);
        array(connection, statement, 7, "uuid", readings, Reading::hash, UUID[]::new);
        array(connection, statement, 8, "smallint", readings, r -> r.kind().number(), Short[]::new);
        array(connection, statement, 9, "bigint", readings, Reading::good, Long[]::new);
        array(connection, statement, 10, "bigint", readings, Reading::total, Long[]::new);
        array(connection, statement, 11, "numeric", readings, Reading::value, BigDecimal[]::new);
        statement.setTimestamp(12, Timestamp.from(receivedAt));
    }

    private static <T> void array(
            Connection connection,
            PreparedStatement statement,
            int position,
            String type,
            List<Reading> readings,
            Function<Reading, @Nullable T> part,
            IntFunction<T[]> make)
            throws SQLException {
        T[] values = make.apply(readings.size());
        for (int i = 0; i < values.length; i++) {
            values[i] = part.apply(readings.get(i));
        }
        statement.setArray(position, connection.createArrayOf(type, values));
    }
}
