package io.surety.measurement.rollup;

import io.surety.measurement.Grain;
import io.surety.measurement.Totals;
import io.surety.measurement.ValueLimit;
import io.surety.measurement.ValueSketch;
import io.surety.shared.SqlInstants;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which table has the buckets of a grain, how they are asked for, and how a row is read. */
final class RollupTable {

    private RollupTable() {}

    static String of(Grain grain) {
        return switch (grain) {
            case MINUTE -> "measurement.rollups_minute";
            case FIVE_MINUTES -> "measurement.rollups_five_minutes";
            case HOUR -> "measurement.rollups_hour";
            case DAY -> "measurement.rollups_day";
        };
    }

    /** The end of a select over the buckets of a piece, whose place among others is in the names of its parameters. */
    static String from(Piece piece, int place) {
        return " from " + of(piece.grain()) + " where series = any(:series) and starts_at >= :from" + place
                + " and starts_at < :to" + place;
    }

    /** A statement made of such, with its parameters. */
    static JdbcClient.StatementSpec statement(
            JdbcClient jdbc, String sql, List<Piece> pieces, Collection<Integer> series) {
        JdbcClient.StatementSpec statement = jdbc.sql(sql).param("series", series.toArray(Integer[]::new));
        for (int i = 0; i < pieces.size(); i++) {
            statement = statement
                    .param("from" + i, Timestamp.from(pieces.get(i).span().from()))
                    .param("to" + i, Timestamp.from(pieces.get(i).span().to()));
        }
        return statement;
    }

    /** @param limits of the line of numbers, by position */
    static Totals totals(ResultSet row, List<ValueLimit> limits) throws SQLException {
        byte[] sketch = row.getBytes("sketch");
        return new Totals(
                row.getLong("events"),
                row.getLong("good"),
                row.getLong("total"),
                plain(row.getBigDecimal("sum")),
                orNull(row.getBigDecimal("min")),
                orNull(row.getBigDecimal("max")),
                within(row.getArray("within"), limits),
                row.getLong("contradicted"),
                SqlInstants.instantOrNull(row, "last_at"),
                sketch == null ? null : ValueSketch.read(sketch));
    }

    private static @Nullable BigDecimal orNull(@Nullable BigDecimal number) {
        return number == null ? null : plain(number);
    }

    /** Equal numbers are equal objects, whatever their digits were when they came. */
    static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static SortedMap<ValueLimit, Long> within(@Nullable Array counts, List<ValueLimit> limits)
            throws SQLException {
        var within = new TreeMap<ValueLimit, Long>();
        if (counts != null) {
            Long[] byPosition = (Long[]) counts.getArray();
            for (int i = 0; i < Math.min(byPosition.length, limits.size()); i++) {
                if (byPosition[i] != null) {
                    within.put(limits.get(i), byPosition[i]);
                }
            }
        }
        return within;
    }
}
