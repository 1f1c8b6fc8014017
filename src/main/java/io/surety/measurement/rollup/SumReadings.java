package io.surety.measurement.rollup;

import io.surety.measurement.Grain;
import io.surety.measurement.Rollups;
import io.surety.measurement.Totals;
import io.surety.measurement.ValueLimit;
import io.surety.measurement.ValueSketch;
import io.surety.measurement.reading.ReadingKind;
import io.surety.shared.Interval;
import io.surety.shared.SqlInstants;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Adds up raw readings by the minute. */
@Repository
class SumReadings {

    private final JdbcClient jdbc;

    SumReadings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What counts in each of the minutes.
     *
     * @param minutes of one kind and one day, so that one partition is read
     */
    Map<BucketKey, Totals> counted(ReadingKind kind, Instant day, Collection<BucketKey> minutes, Limits limits) {
        var counted = new HashMap<BucketKey, Totals>();
        jdbc.sql(
                        """
                        select w.series, w.starts_at, count(*) as events, sum(r.good) as good, sum(r.total) as total,
                               sum(r.value) as sum, min(r.value) as min, max(r.value) as max, max(r.at) as last_at,
                               case when :hasValues then array_agg(r.value order by r.at, r.id) end as readings
                        from unnest(:series, cast(:startsAt as timestamptz[])) as w(series, starts_at)
                        join measurement.readings r on r.series = w.series
                          and r.at >= w.starts_at and r.at < w.starts_at + interval '1 minute'
                        where r.kind = :kind and r.at >= :from and r.at < :to
                        group by w.series, w.starts_at
                        """)
                .param("hasValues", kind.hasValues())
                .param("series", series(minutes))
                .param("startsAt", RollupRows.instants(minutes))
                .param("kind", kind.number())
                .param("from", Timestamp.from(day))
                .param("to", Timestamp.from(day.plus(Grain.DAY.length())))
                .query(row -> {
                    var key = new BucketKey(row.getInt("series"), SqlInstants.instant(row, "starts_at"));
                    counted.put(key, totals(row, key.series(), limits));
                });
        return counted;
    }

    /** How many values of gauges count in each minute of the span, and how many of them are within the limit. */
    NavigableMap<Instant, Rollups.Count> count(Collection<Integer> series, Interval span, ValueLimit limit) {
        String within = limit.side() == ValueLimit.Side.AT_MOST ? "value <= :limit" : "value >= :limit";
        var counts = new TreeMap<Instant, Rollups.Count>();
        jdbc.sql("select date_bin('1 minute', at, timestamptz 'epoch') as minute, count(*) as events,"
                        + " count(*) filter (where " + within + ") as within from measurement.readings"
                        + " where series = any(:series) and kind = :kind and at >= :from and at < :to group by 1")
                .param("limit", limit.value())
                .param("series", series.toArray(Integer[]::new))
                .param("kind", ReadingKind.GAUGE.number())
                .param("from", Timestamp.from(span.from()))
                .param("to", Timestamp.from(span.to()))
                .query(row -> {
                    counts.put(
                            SqlInstants.instant(row, "minute"),
                            new Rollups.Count(row.getLong("events"), row.getLong("within")));
                });
        return counts;
    }

    private static Totals totals(ResultSet row, int series, Limits limits) throws SQLException {
        Array array = row.getArray("readings");
        List<BigDecimal> values = array == null ? List.of() : Arrays.asList((BigDecimal[]) array.getArray());
        BigDecimal sum = row.getBigDecimal("sum");
        return new Totals(
                row.getLong("events"),
                row.getLong("good"),
                row.getLong("total"),
                sum == null ? BigDecimal.ZERO : RollupTable.plain(sum),
                row.getBigDecimal("min"),
                row.getBigDecimal("max"),
                limits.count(series, values),
                0,
                SqlInstants.instantOrNull(row, "last_at"),
                array == null ? null : ValueSketch.of(values));
    }

    /** How many ids contradict themselves in each of the minutes. */
    Map<BucketKey, Totals> contradicted(Collection<BucketKey> minutes) {
        var contradicted = new HashMap<BucketKey, Totals>();
        jdbc.sql(
                        """
                        select w.series, w.starts_at, count(distinct o.id) as ids
                        from unnest(:series, cast(:startsAt as timestamptz[])) as w(series, starts_at)
                        join measurement.other_contents o on o.series = w.series and o.standing = 'x'
                          and o.at >= w.starts_at and o.at < w.starts_at + interval '1 minute'
                        group by w.series, w.starts_at
                        """)
                .param("series", series(minutes))
                .param("startsAt", RollupRows.instants(minutes))
                .query(row -> {
                    var key = new BucketKey(row.getInt("series"), SqlInstants.instant(row, "starts_at"));
                    contradicted.put(key, contradictions(row.getLong("ids")));
                });
        return contradicted;
    }

    private static Totals contradictions(long ids) {
        return new Totals(0, 0, 0, BigDecimal.ZERO, null, null, Totals.NONE.within(), ids, null, null);
    }

    private static Integer[] series(Collection<BucketKey> keys) {
        return keys.stream().map(BucketKey::series).toArray(Integer[]::new);
    }
}
