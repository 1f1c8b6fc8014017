package io.surety.measurement.rollup;

import io.surety.measurement.Bucket;
import io.surety.measurement.CountedBucket;
import io.surety.measurement.Counts;
import io.surety.measurement.Grain;
import io.surety.measurement.Rollups;
import io.surety.measurement.SeriesRef;
import io.surety.measurement.Totals;
import io.surety.measurement.ValueLimit;
import io.surety.measurement.reading.SeriesDirectory;
import io.surety.shared.Interval;
import io.surety.shared.SqlInstants;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class StoredRollups implements Rollups {

    private static final String WITH_SKETCH =
            "events, good, total, sum, min, max, within, sketch, contradicted, last_at";
    private static final String WITHOUT_SKETCH = WITH_SKETCH.replace("sketch", "null::bytea as sketch");

    private final JdbcClient jdbc;
    private final SeriesDirectory series;
    private final RegisterLimit limits;
    private final FoldReadings fold;
    private final SumReadings readings;
    private final ReadCounts counts;

    StoredRollups(
            JdbcClient jdbc,
            SeriesDirectory series,
            RegisterLimit limits,
            FoldReadings fold,
            SumReadings readings,
            ReadCounts counts) {
        this.jdbc = jdbc;
        this.series = series;
        this.limits = limits;
        this.fold = fold;
        this.readings = readings;
        this.counts = counts;
    }

    @Override
    public Map<SeriesRef, Counts> counts(Collection<SeriesRef> many, Interval span) {
        return counts.counts(many, span);
    }

    @Override
    public Map<SeriesRef, List<CountedBucket>> counted(Collection<SeriesRef> many, Interval span, Grain grain) {
        return counts.buckets(many, span, grain);
    }

    @Override
    public Totals totals(SeriesRef one, Interval span) {
        List<Piece> pieces = Piece.of(span);
        Map<Integer, SeriesRef> numbers = series.numbers(List.of(one));
        if (numbers.isEmpty()) {
            return Totals.NONE;
        }
        Map<Integer, List<ValueLimit>> limitsOf = series.limits(numbers.keySet());
        return RollupTable.statement(jdbc, rows(pieces, WITH_SKETCH), pieces, numbers.keySet())
                .query((row, n) -> RollupTable.totals(row, limitsOf.getOrDefault(row.getInt("series"), List.of())))
                .list()
                .stream()
                .reduce(Totals.NONE, Totals::plus);
    }

    @Override
    public Map<SeriesRef, Totals> totals(Collection<SeriesRef> many, Interval span) {
        List<Piece> pieces = Piece.of(span);
        Map<Integer, SeriesRef> numbers = series.numbers(many);
        Map<Integer, List<ValueLimit>> limitsOf = series.limits(numbers.keySet());
        int positions = limitsOf.values().stream().mapToInt(List::size).max().orElse(0);
        var totals = new HashMap<SeriesRef, Totals>();
        RollupTable.statement(jdbc, sums(pieces, positions), pieces, numbers.keySet())
                .query(row -> {
                    int number = row.getInt("series");
                    totals.merge(
                            Objects.requireNonNull(numbers.get(number)),
                            RollupTable.totals(row, limitsOf.getOrDefault(number, List.of())),
                            Totals::plus);
                });
        totals.values().removeIf(Totals::isEmpty);
        return totals;
    }

    @Override
    public List<Bucket> buckets(SeriesRef one, Interval span, Grain grain) {
        return read(List.of(one), span, grain, WITH_SKETCH).getOrDefault(one, List.of());
    }

    @Override
    public Map<SeriesRef, List<Bucket>> buckets(Collection<SeriesRef> many, Interval span, Grain grain) {
        return read(many, span, grain, WITHOUT_SKETCH);
    }

    private Map<SeriesRef, List<Bucket>> read(Collection<SeriesRef> many, Interval span, Grain grain, String columns) {
        Piece.requireWholeMinutes(span);
        Instant from = grain.ceiling(span.from());
        Instant to = grain.floor(span.to());
        Map<Integer, SeriesRef> numbers = from.isBefore(to) ? series.numbers(many) : Map.of();
        if (numbers.isEmpty()) {
            return Map.of();
        }
        Map<Integer, List<ValueLimit>> limitsOf = series.limits(numbers.keySet());
        List<Piece> pieces = List.of(new Piece(grain, new Interval(from, to)));
        var found = new HashMap<SeriesRef, TreeMap<Instant, Totals>>();
        RollupTable.statement(jdbc, rows(pieces, columns), pieces, numbers.keySet())
                .query(row -> {
                    int number = row.getInt("series");
                    found.computeIfAbsent(Objects.requireNonNull(numbers.get(number)), s -> new TreeMap<>())
                            .merge(
                                    SqlInstants.instant(row, "starts_at"),
                                    RollupTable.totals(row, limitsOf.getOrDefault(number, List.of())),
                                    Totals::plus);
                });
        return found.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> buckets(e.getValue(), grain.length())));
    }

    private static List<Bucket> buckets(TreeMap<Instant, Totals> byStart, Duration length) {
        return byStart.entrySet().stream()
                .map(e -> new Bucket(new Interval(e.getKey(), e.getKey().plus(length)), e.getValue()))
                .toList();
    }

    @Override
    public List<Bucket> slices(SeriesRef one, Interval span, Duration length) {
        long millis = length.toMillis();
        if (millis <= 0 || millis % Grain.MINUTE.length().toMillis() != 0) {
            throw new IllegalArgumentException("a slice has whole minutes: " + length);
        }
        Grain grain = largestIn(millis);
        Instant from = Instant.ofEpochMilli(-Math.floorDiv(-span.from().toEpochMilli(), millis) * millis);
        Instant to = Instant.ofEpochMilli(Math.floorDiv(span.to().toEpochMilli(), millis) * millis);
        Piece.requireWholeMinutes(span);
        if (!from.isBefore(to)) {
            return List.of();
        }
        var slices = new TreeMap<Instant, Totals>();
        for (Bucket bucket : buckets(one, new Interval(from, to), grain)) {
            long start = Math.floorDiv(bucket.span().from().toEpochMilli(), millis) * millis;
            slices.merge(Instant.ofEpochMilli(start), bucket.totals(), Totals::plus);
        }
        return buckets(slices, length);
    }

    private static Grain largestIn(long millis) {
        var fitting = new ArrayList<Grain>();
        for (Grain grain : Grain.values()) {
            if (millis % grain.length().toMillis() == 0) {
                fitting.add(grain);
            }
        }
        return fitting.get(fitting.size() - 1);
    }

    @Override
    public void register(SeriesRef one, ValueLimit limit) {
        limits.register(one, limit);
    }

    @Override
    public NavigableMap<Instant, Count> count(SeriesRef one, Interval span, ValueLimit limit) {
        Piece.requireWholeMinutes(span);
        return readings.count(series.numbers(List.of(one)).keySet(), span, limit);
    }

    @Override
    public void settle(BooleanSupplier stop) {
        fold.all(stop);
    }

    private static String rows(List<Piece> pieces, String columns) {
        return IntStream.range(0, pieces.size())
                .mapToObj(i -> "select series, starts_at, " + columns + RollupTable.from(pieces.get(i), i))
                .collect(Collectors.joining(" union all "));
    }

    /** Adds up in the database. A limit that was not counted in one of the buckets has no sum. */
    private static String sums(List<Piece> pieces, int positions) {
        String within = IntStream.rangeClosed(1, positions)
                .mapToObj(p -> "case when count(within[" + p + "]) = count(*) filter (where events > 0)"
                        + " then coalesce(sum(within[" + p + "]), 0)::bigint end")
                .collect(Collectors.joining(", "));
        String columns = positions == 0 ? "events, good, total, sum, min, max, contradicted, last_at" : WITHOUT_SKETCH;
        return "select series, sum(events)::bigint as events, sum(good)::bigint as good, sum(total)::bigint as total,"
                + " sum(sum) as sum, min(min) as min, max(max) as max, array[" + within + "]::bigint[] as within,"
                + " null::bytea as sketch, sum(contradicted)::bigint as contradicted, max(last_at) as last_at from ("
                + rows(pieces, columns) + ") as rows group by series";
    }
}
