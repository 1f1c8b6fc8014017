package io.surety.measurement.rollup;

import io.surety.measurement.Grain;
import io.surety.measurement.Totals;
import io.surety.measurement.ValueLimit;
import io.surety.measurement.ValueSketch;
import io.surety.shared.SqlInstants;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The buckets as rows. */
@Repository
class RollupRows {

    private static final String UPSERT =
            """
            insert into %s as t (series, starts_at, events, good, total, sum, min, max, within, sketch, contradicted,
                                 last_at)
            select series, starts_at, events, good, total, sum, min, max, within::bigint[], sketch, contradicted, last_at
            from unnest(:series, cast(:startsAt as timestamptz[]), :events, :good, :total, :sum, :min, :max, :within,
                        :sketch, :contradicted, cast(:lastAt as timestamptz[]))
                 as w(series, starts_at, events, good, total, sum, min, max, within, sketch, contradicted, last_at)
            on conflict (series, starts_at) do update
            set (events, good, total, sum, min, max, within, sketch, contradicted, last_at)
                = (excluded.events, excluded.good, excluded.total, excluded.sum, excluded.min, excluded.max,
                   excluded.within, excluded.sketch, excluded.contradicted, excluded.last_at)
            where (t.events, t.good, t.total, t.sum, t.min, t.max, t.within, t.sketch, t.contradicted, t.last_at)
                  is distinct from
                  (excluded.events, excluded.good, excluded.total, excluded.sum, excluded.min, excluded.max,
                   excluded.within, excluded.sketch, excluded.contradicted, excluded.last_at)
            returning series, starts_at
            """;

    private final JdbcClient jdbc;

    RollupRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The buckets of {@code grain} that lie in the buckets {@code of} a coarser one, added up. */
    Map<BucketKey, Totals> sums(Collection<BucketKey> of, Grain coarser, Grain grain, Limits limits) {
        var sums = new HashMap<BucketKey, Totals>();
        // offset 0: otherwise the planner may join by series alone, and look at all buckets of a line for each of its
        // spans
        jdbc.sql("select c.* from unnest(:series, cast(:startsAt as timestamptz[])) as w(series, starts_at)"
                        + " cross join lateral (select * from "
                        + RollupTable.of(grain)
                        + " b where b.series = w.series and b.starts_at >= w.starts_at"
                        + " and b.starts_at < w.starts_at + cast(:length as interval) offset 0) c")
                .param("series", of.stream().map(BucketKey::series).toArray(Integer[]::new))
                .param("startsAt", instants(of))
                .param("length", coarser.length().toString())
                .query((RowCallbackHandler) row -> {
                    int series = row.getInt("series");
                    Instant at = SqlInstants.instant(row, "starts_at");
                    sums.merge(
                            new BucketKey(series, at).in(coarser),
                            RollupTable.totals(row, limits.of(series)),
                            Totals::plus);
                });
        return sums;
    }

    /**
     * Makes the buckets {@code keys} what {@code totals} says; those that it does not name vanish.
     *
     * @return those that changed by that
     */
    Set<BucketKey> replace(Grain grain, Collection<BucketKey> keys, Map<BucketKey, Totals> totals, Limits limits) {
        Set<BucketKey> changed = new HashSet<>();
        List<BucketKey> gone = keys.stream().filter(k -> !totals.containsKey(k)).toList();
        if (!gone.isEmpty()) {
            changed.addAll(delete(grain, gone));
        }
        if (!totals.isEmpty()) {
            changed.addAll(upsert(grain, new ArrayList<>(totals.keySet()), totals, limits));
        }
        return changed;
    }

    private List<BucketKey> delete(Grain grain, List<BucketKey> keys) {
        return jdbc.sql("delete from " + RollupTable.of(grain)
                        + " t using unnest(:series, cast(:startsAt as timestamptz[]))"
                        + " as w(series, starts_at) where t.series = w.series and t.starts_at = w.starts_at"
                        + " returning t.series, t.starts_at")
                .param("series", keys.stream().map(BucketKey::series).toArray(Integer[]::new))
                .param("startsAt", instants(keys))
                .query((row, n) -> new BucketKey(row.getInt(1), SqlInstants.instant(row, "starts_at")))
                .list();
    }

    private List<BucketKey> upsert(Grain grain, List<BucketKey> keys, Map<BucketKey, Totals> of, Limits limits) {
        List<Totals> rows =
                keys.stream().map(k -> Objects.requireNonNull(of.get(k))).toList();
        List<@Nullable String> within = keys.stream()
                .map(k -> within(Objects.requireNonNull(of.get(k)), limits.of(k.series())))
                .collect(Collectors.toCollection(ArrayList::new));
        return jdbc.sql(UPSERT.formatted(RollupTable.of(grain)))
                .param("series", keys.stream().map(BucketKey::series).toArray(Integer[]::new))
                .param("startsAt", instants(keys))
                .param("events", each(rows, Totals::events).toArray(Long[]::new))
                .param("good", each(rows, Totals::good).toArray(Long[]::new))
                .param("total", each(rows, Totals::total).toArray(Long[]::new))
                .param("sum", each(rows, Totals::sum).toArray(BigDecimal[]::new))
                .param("min", each(rows, Totals::min).toArray(BigDecimal[]::new))
                .param("max", each(rows, Totals::max).toArray(BigDecimal[]::new))
                .param("within", within.toArray(String[]::new))
                .param("sketch", each(rows, RollupRows::bytes).toArray(byte[][]::new))
                .param("contradicted", each(rows, t -> (int) t.contradicted()).toArray(Integer[]::new))
                .param("lastAt", each(rows, RollupRows::lastAt).toArray(String[]::new))
                .query((row, n) -> new BucketKey(row.getInt(1), SqlInstants.instant(row, "starts_at")))
                .list();
    }

    private static <T> List<@Nullable T> each(List<Totals> rows, Function<Totals, @Nullable T> part) {
        var parts = new ArrayList<@Nullable T>(rows.size());
        rows.forEach(row -> parts.add(part.apply(row)));
        return parts;
    }

    private static byte @Nullable [] bytes(Totals totals) {
        ValueSketch sketch = totals.sketch();
        return sketch == null ? null : sketch.bytes();
    }

    private static @Nullable String lastAt(Totals totals) {
        Instant lastAt = totals.lastAt();
        return lastAt == null ? null : lastAt.toString();
    }

    /** As the text of an array; null where nothing is counted. */
    private static @Nullable String within(Totals totals, List<ValueLimit> limits) {
        if (limits.isEmpty()) {
            return null;
        }
        return limits.stream()
                .map(limit -> totals.within().containsKey(limit)
                        ? String.valueOf(totals.within().get(limit))
                        : "NULL")
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** As texts with their offset: the driver writes timestamps of an array without one. */
    static String[] instants(Collection<BucketKey> keys) {
        return keys.stream().map(k -> k.startsAt().toString()).toArray(String[]::new);
    }
}
