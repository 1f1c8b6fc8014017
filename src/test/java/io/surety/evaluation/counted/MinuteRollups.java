package io.surety.evaluation.counted;

import io.surety.measurement.Bucket;
import io.surety.measurement.Grain;
import io.surety.measurement.Rollups;
import io.surety.measurement.SeriesRef;
import io.surety.measurement.Totals;
import io.surety.measurement.ValueLimit;
import io.surety.shared.Interval;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Rollups of one line of numbers that are nothing but their minutes, added up anew each time. */
final class MinuteRollups implements Rollups {

    private final TreeMap<Instant, Totals> minutes = new TreeMap<>();
    private final List<Value> values = new ArrayList<>();

    private record Value(Instant at, BigDecimal value) {}

    /** Adds a counter's record. */
    void count(Instant at, long good, long total) {
        add(at, new Totals(1, good, total, BigDecimal.ZERO, null, null, new TreeMap<>(), 0, at, null));
    }

    /** Adds a gauge's value, which is counted against one limit. */
    void gauge(Instant at, BigDecimal value, BigDecimal limit) {
        gauge(at, value, ValueLimit.atMost(limit));
    }

    void gauge(Instant at, BigDecimal value, ValueLimit limit) {
        values.add(new Value(at, value));
        var within = new TreeMap<>(Map.of(limit, limit.holds(value) ? 1L : 0L));
        add(at, new Totals(1, 0, 0, value, value, value, within, 0, at, null));
    }

    void contradict(Instant at) {
        add(at, new Totals(0, 0, 0, BigDecimal.ZERO, null, null, new TreeMap<>(), 1, null, null));
    }

    private void add(Instant at, Totals totals) {
        minutes.merge(Grain.MINUTE.floor(at), totals, Totals::plus);
    }

    @Override
    public Totals totals(SeriesRef series, Interval span) {
        requireMinutes(span);
        return minutes.subMap(span.from(), span.to()).values().stream().reduce(Totals.NONE, Totals::plus);
    }

    @Override
    public Map<SeriesRef, Totals> totals(Collection<SeriesRef> series, Interval span) {
        Map<SeriesRef, Totals> all = new HashMap<>();
        series.forEach(s -> all.put(s, totals(s, span)));
        all.values().removeIf(Totals::isEmpty);
        return all;
    }

    @Override
    public List<Bucket> buckets(SeriesRef series, Interval span, Grain grain) {
        return slices(series, span, grain.length());
    }

    @Override
    public Map<SeriesRef, List<Bucket>> buckets(Collection<SeriesRef> series, Interval span, Grain grain) {
        Map<SeriesRef, List<Bucket>> all = new HashMap<>();
        series.forEach(s -> all.put(s, buckets(s, span, grain)));
        return all;
    }

    @Override
    public List<Bucket> slices(SeriesRef series, Interval span, Duration length) {
        requireMinutes(span);
        TreeMap<Instant, Totals> slices = new TreeMap<>();
        minutes.subMap(span.from(), span.to()).forEach((minute, totals) -> {
            Instant start =
                    Instant.ofEpochMilli(Math.floorDiv(minute.toEpochMilli(), length.toMillis()) * length.toMillis());
            if (!start.isBefore(span.from()) && !start.plus(length).isAfter(span.to())) {
                slices.merge(start, totals, Totals::plus);
            }
        });
        return slices.entrySet().stream()
                .map(e -> new Bucket(new Interval(e.getKey(), e.getKey().plus(length)), e.getValue()))
                .toList();
    }

    private static void requireMinutes(Interval span) {
        if (!Grain.MINUTE.floor(span.from()).equals(span.from())
                || !Grain.MINUTE.floor(span.to()).equals(span.to())) {
            throw new IllegalArgumentException("not whole minutes: " + span);
        }
    }

    @Override
    public NavigableMap<Instant, Count> count(SeriesRef series, Interval span, ValueLimit limit) {
        NavigableMap<Instant, Count> counts = new TreeMap<>();
        values.forEach(value -> {
            if (span.contains(value.at())) {
                counts.merge(
                        Grain.MINUTE.floor(value.at()),
                        new Count(1, limit.holds(value.value()) ? 1 : 0),
                        (a, b) -> new Count(a.events() + b.events(), a.within() + b.within()));
            }
        });
        return counts;
    }

    @Override
    public void register(SeriesRef series, ValueLimit limit) {}

    @Override
    public void settle(BooleanSupplier stop) {}
}
