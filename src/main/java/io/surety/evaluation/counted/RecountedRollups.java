package io.surety.evaluation.counted;

import io.surety.measurement.Bucket;
import io.surety.measurement.Grain;
import io.surety.measurement.Rollups;
import io.surety.measurement.SeriesRef;
import io.surety.measurement.Totals;
import io.surety.measurement.ValueLimit;
import io.surety.shared.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The rollups as they would be had a limit been registered: where it was not, the raw values are counted within it, and
 * nothing is kept. Where raw values are gone nothing is known, as with a limit that was registered too late.
 */
final class RecountedRollups implements Rollups {

    private final Rollups rollups;
    private final SeriesRef series;
    private final ValueLimit limit;
    private NavigableMap<Instant, Count> minutes = new TreeMap<>();

    @Nullable
    private Interval counted;

    RecountedRollups(Rollups rollups, SeriesRef series, ValueLimit limit) {
        this.rollups = rollups;
        this.series = series;
        this.limit = limit;
    }

    @Override
    public Totals totals(SeriesRef one, Interval span) {
        return one.equals(series) ? counted(rollups.totals(one, span), span) : rollups.totals(one, span);
    }

    @Override
    public Map<SeriesRef, Totals> totals(Collection<SeriesRef> many, Interval span) {
        Map<SeriesRef, Totals> totals = new HashMap<>(rollups.totals(many, span));
        totals.computeIfPresent(series, (s, found) -> counted(found, span));
        return totals;
    }

    @Override
    public List<Bucket> buckets(SeriesRef one, Interval span, Grain grain) {
        List<Bucket> found = rollups.buckets(one, span, grain);
        return one.equals(series) ? counted(found) : found;
    }

    @Override
    public Map<SeriesRef, List<Bucket>> buckets(Collection<SeriesRef> many, Interval span, Grain grain) {
        Map<SeriesRef, List<Bucket>> buckets = new HashMap<>(rollups.buckets(many, span, grain));
        buckets.computeIfPresent(series, (s, found) -> counted(found));
        return buckets;
    }

    @Override
    public List<Bucket> slices(SeriesRef one, Interval span, Duration length) {
        List<Bucket> found = rollups.slices(one, span, length);
        return one.equals(series) ? counted(found) : found;
    }

    private List<Bucket> counted(List<Bucket> buckets) {
        if (!buckets.isEmpty()) {
            look(new Interval(
                    buckets.get(0).span().from(),
                    buckets.get(buckets.size() - 1).span().to()));
        }
        return buckets.stream()
                .map(bucket -> new Bucket(bucket.span(), counted(bucket.totals(), bucket.span())))
                .toList();
    }

    private Totals counted(Totals totals, Interval span) {
        if (totals.within(limit).isPresent()) {
            return totals;
        }
        look(span);
        long events = 0;
        long within = 0;
        for (Count minute : minutes.subMap(span.from(), span.to()).values()) {
            events += minute.events();
            within += minute.within();
        }
        return events == totals.events() ? with(totals, within) : totals;
    }

    private Totals with(Totals totals, long within) {
        TreeMap<ValueLimit, Long> all = new TreeMap<>(totals.within());
        all.put(limit, within);
        return new Totals(
                totals.events(),
                totals.good(),
                totals.total(),
                totals.sum(),
                totals.min(),
                totals.max(),
                all,
                totals.contradicted(),
                totals.lastAt(),
                totals.sketch());
    }

    /** Counts the raw values of a span once, and of what lies between it and what was counted before. */
    private void look(Interval span) {
        Interval known = counted;
        if (known != null && !span.from().isBefore(known.from()) && !span.to().isAfter(known.to())) {
            return;
        }
        Interval wanted = known == null
                ? span
                : new Interval(
                        known.from().isBefore(span.from()) ? known.from() : span.from(),
                        known.to().isAfter(span.to()) ? known.to() : span.to());
        minutes = rollups.count(series, wanted, limit);
        counted = wanted;
    }

    @Override
    public NavigableMap<Instant, Count> count(SeriesRef one, Interval span, ValueLimit within) {
        return rollups.count(one, span, within);
    }

    @Override
    public void register(SeriesRef one, ValueLimit within) {
        throw new UnsupportedOperationException("nothing is registered for what is only looked at");
    }

    @Override
    public void settle(BooleanSupplier stop) {
        throw new UnsupportedOperationException("nothing is folded for what is only looked at");
    }
}
