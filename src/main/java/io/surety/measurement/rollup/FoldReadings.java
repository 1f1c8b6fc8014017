package io.surety.measurement.rollup;

import io.surety.measurement.Grain;
import io.surety.measurement.Measurements;
import io.surety.measurement.RollupsChanged;
import io.surety.measurement.SeriesRef;
import io.surety.measurement.ServiceRecordsChanged;
import io.surety.measurement.Totals;
import io.surety.measurement.WatermarkMoved;
import io.surety.measurement.reading.KeptReadings;
import io.surety.measurement.reading.ReadingKind;
import io.surety.measurement.reading.SeriesDirectory;
import io.surety.measurement.reading.SeriesDirectory.Entry;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the buckets again that readings came for: minutes from the raw readings, each coarser bucket from the finer ones.
 *
 * <p>A minute is always added up anew, so neither order nor repetition matters, and corrections need no care. Marks say
 * which; they are taken away in the transaction that writes the buckets, and a reading is committed with its mark, so a
 * crash or a reading that comes meanwhile costs nothing.
 */
@Service
class FoldReadings {

    /** Of marks in one transaction; a mark stands for up to 60 minutes of one line of numbers. */
    private static final int BATCH = 2000;

    private record Part(ReadingKind kind, Instant day) {}

    private final Marks marks;
    private final SumReadings readings;
    private final RollupRows rows;
    private final SeriesDirectory series;
    private final KeptReadings kept;
    private final Measurements measurements;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;

    FoldReadings(
            Marks marks,
            SumReadings readings,
            RollupRows rows,
            SeriesDirectory series,
            KeptReadings kept,
            Measurements measurements,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.marks = marks;
        this.readings = readings;
        this.rows = rows;
        this.series = series;
        this.kept = kept;
        this.measurements = measurements;
        this.events = events;
        this.transactions = new TransactionTemplate(transactions);
    }

    /**
     * @param stop asked between two batches; the marks that are left stay
     * @throws IllegalStateException within a transaction: it would see neither what others commit nor let them go on
     */
    void all(BooleanSupplier stop) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("readings are folded in transactions of their own");
        }
        while (!stop.getAsBoolean() && !marks.isEmpty()) {
            transactions.executeWithoutResult(status -> batch());
        }
    }

    private void batch() {
        marks.lock();
        Set<BucketKey> minutes = marks.take(BATCH);
        Map<Integer, Entry> entries =
                series.entries(minutes.stream().map(BucketKey::series).collect(Collectors.toSet()));
        Map<ReadingKind, Instant> keptSince = new EnumMap<>(ReadingKind.class);
        minutes.removeIf(m -> m.startsAt()
                .isBefore(keptSince.computeIfAbsent(entry(entries, m).kind(), kept::keptSince)));
        var limits = new Limits(series.limits(entries.keySet()));
        List<SeriesRef> lines = entries.values().stream().map(Entry::series).toList();
        Map<SeriesRef, Instant> known = measurements.watermarks(lines);
        Set<BucketKey> changed = foldMinutes(minutes, entries, limits);
        Set<BucketKey> finer = changed;
        for (int i = 1; i < Grain.values().length; i++) {
            finer = fold(finer, Grain.values()[i - 1], Grain.values()[i], limits);
        }
        publish(changed, entries);
        publishMoved(known, measurements.watermarks(lines));
    }

    /** What is pulled of a source may keep it where it was, and not its lines that are pushed: so these are compared. */
    private void publishMoved(Map<SeriesRef, Instant> before, Map<SeriesRef, Instant> after) {
        after.entrySet().stream()
                .filter(now -> !now.getValue().equals(before.get(now.getKey())))
                .map(now -> new WatermarkMoved(now.getKey().source(), now.getValue()))
                .distinct()
                .forEach(events::publishEvent);
    }

    private Set<BucketKey> foldMinutes(Set<BucketKey> minutes, Map<Integer, Entry> entries, Limits limits) {
        Map<Part, List<BucketKey>> parts = minutes.stream()
                .collect(Collectors.groupingBy(m -> new Part(entry(entries, m).kind(), Grain.DAY.floor(m.startsAt()))));
        Set<BucketKey> changed = new HashSet<>();
        parts.forEach((part, keys) -> {
            Map<BucketKey, Totals> totals = readings.counted(part.kind(), part.day(), keys, limits);
            readings.contradicted(keys).forEach((key, t) -> totals.merge(key, t, Totals::plus));
            changed.addAll(rows.replace(Grain.MINUTE, keys, totals, limits));
        });
        return changed;
    }

    private Set<BucketKey> fold(Set<BucketKey> changed, Grain finer, Grain grain, Limits limits) {
        Set<BucketKey> keys = changed.stream().map(k -> k.in(grain)).collect(Collectors.toSet());
        return keys.isEmpty() ? keys : rows.replace(grain, keys, rows.sums(keys, grain, finer, limits), limits);
    }

    private void publish(Collection<BucketKey> changed, Map<Integer, Entry> entries) {
        Map<SeriesRef, Interval> spans = new HashMap<>();
        Map<SeriesRef, Interval> states = new HashMap<>();
        for (BucketKey key : changed) {
            Entry entry = entry(entries, key);
            var minute = new Interval(key.startsAt(), key.startsAt().plus(Grain.MINUTE.length()));
            spans.merge(entry.series(), minute, FoldReadings::hull);
            if (entry.kind() == ReadingKind.SAMPLE || entry.kind() == ReadingKind.COUNTER) {
                states.merge(
                        SeriesRef.of(entry.series().source(), entry.series().service()), minute, FoldReadings::hull);
            }
        }
        spans.forEach((ref, span) ->
                events.publishEvent(new RollupsChanged(ref.source(), ref.service(), ref.indicator(), span)));
        states.forEach(
                (ref, span) -> events.publishEvent(new ServiceRecordsChanged(ref.source(), ref.service(), span)));
    }

    private static Entry entry(Map<Integer, Entry> entries, BucketKey key) {
        return Objects.requireNonNull(entries.get(key.series()));
    }

    private static Interval hull(Interval one, Interval other) {
        return new Interval(
                one.from().isBefore(other.from()) ? one.from() : other.from(),
                one.to().isAfter(other.to()) ? one.to() : other.to());
    }
}
