package io.surety.measurement;

import io.surety.measurement.RevisionsOfRecord.Standing;
import io.surety.measurement.StoredRecords.Known;
import io.surety.measurement.reading.TakeReadings;
import io.surety.shared.Refusal;
import io.surety.shared.RepeatOnDeadlock;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Stores deliveries. The records of one are stored in one transaction and under the lock of their source; small ones may
 * share it, as readings, of which there are many, share commits.
 */
@Service
class IngestMeasurements implements TakeMeasurements {

    private final StoredRecords records;
    private final StoredMeasurements measurements;
    private final PublishChanges publish;
    private final TakeReadings readings;
    private final ShareTransactions shared;
    private final RepeatOnDeadlock transaction;
    private final TimeSource time;

    IngestMeasurements(
            StoredRecords records,
            StoredMeasurements measurements,
            PublishChanges publish,
            TakeReadings readings,
            ShareTransactions shared,
            PlatformTransactionManager transactions,
            TimeSource time) {
        this.records = records;
        this.measurements = measurements;
        this.publish = publish;
        this.readings = readings;
        this.shared = shared;
        this.transaction = new RepeatOnDeadlock(transactions);
        this.time = time;
    }

    @Override
    public List<Outcome> take(Delivery delivery) {
        if (!delivery.measurements().isEmpty()
                && delivery.measurements().stream().allMatch(IngestMeasurements::isReading)) {
            return readings.take(delivery.source(), delivery.measurements());
        }
        List<Measurement> readingsOf = only(delivery, IngestMeasurements::isReading);
        List<Measurement> recordsOf = only(delivery, m -> !isReading(m));
        Iterator<Outcome> ofReadings = takeReadings(delivery.source(), readingsOf);
        Iterator<Outcome> ofRecords = recordsOf.isEmpty() && !readingsOf.isEmpty()
                ? Collections.emptyIterator()
                : takeRecords(delivery, recordsOf);
        return delivery.measurements().stream()
                .map(m -> isReading(m) ? ofReadings.next() : ofRecords.next())
                .toList();
    }

    private static List<Measurement> only(Delivery delivery, Predicate<Measurement> which) {
        return delivery.measurements().stream().filter(which).toList();
    }

    private static boolean isReading(Measurement measurement) {
        return TakeReadings.takes(measurement.content().kind());
    }

    private Iterator<Outcome> takeReadings(String source, List<Measurement> measurements) {
        return measurements.isEmpty()
                ? Collections.emptyIterator()
                : readings.take(source, measurements).iterator();
    }

    private Iterator<Outcome> takeRecords(Delivery delivery, List<Measurement> measurements) {
        var ofRecords = new Delivery(delivery.source(), measurements, delivery.tellPeople(), delivery.by());
        return shared.store(ofRecords, each -> transaction.call(() -> takeRecords(each)))
                .iterator();
    }

    private List<Outcome> takeRecords(Delivery delivery) {
        String source = delivery.source();
        if (!records.lock(source)) {
            throw Refusal.notFound("source " + source);
        }
        List<RecordRow> rows =
                delivery.measurements().stream().map(RecordRow::of).toList();
        List<Known> known = records.known(
                source, rows.stream().map(r -> r.measurement().id()).collect(Collectors.toSet()));
        var revisions = new HashMap<String, RevisionsOfRecord>();
        known.forEach(k -> revisionsOf(revisions, k.id()).add(k.revision()));

        var outcomes = new ArrayList<Outcome>();
        var added = new ArrayList<RecordRow>();
        for (RecordRow row : rows) {
            Outcome outcome = revisionsOf(revisions, row.measurement().id()).add(row.revision());
            outcomes.add(outcome);
            if (outcome != Outcome.REPEATED) {
                added.add(row);
            }
        }
        if (!added.isEmpty()) {
            store(delivery, added, known, revisions);
        }
        return List.copyOf(outcomes);
    }

    private static RevisionsOfRecord revisionsOf(Map<String, RevisionsOfRecord> revisions, String id) {
        return revisions.computeIfAbsent(id, i -> new RevisionsOfRecord());
    }

    private void store(
            Delivery delivery, List<RecordRow> added, List<Known> known, Map<String, RevisionsOfRecord> revisions) {
        String source = delivery.source();
        Instant now = time.lately();
        var inserted = new LinkedHashMap<RecordRow, Standing>();
        var changed = new ArrayList<Known>();
        for (RecordRow row : added) {
            Standing standing = revisionsOf(revisions, row.measurement().id()).standing(row.revision());
            inserted.put(row, standing);
            if (standing != Standing.OUTDONE) {
                changed.add(Known.of(row, standing));
            }
        }
        var moved = new LinkedHashMap<Known, Standing>();
        for (Known old : known) {
            Standing standing = revisionsOf(revisions, old.id()).standing(old.revision());
            if (standing != old.standing()) {
                moved.put(old, standing);
                changed.add(old);
            }
        }
        KnownUntil before = measurements.knownUntil(source);
        records.insert(source, inserted, now, delivery.by());
        if (!moved.isEmpty()) {
            records.setStanding(source, moved);
        }
        KnownUntil after = onlyAddsToWhatCounts(inserted.keySet(), moved.keySet())
                ? before.after(counting(inserted))
                : measurements.knownUntil(source);
        after.movedSince(before).forEach(until -> publish.watermarkMoved(source, until));
        publish.changed(source, changed, delivery.tellPeople(), now);
    }

    private static boolean onlyAddsToWhatCounts(Set<RecordRow> inserted, Set<Known> moved) {
        return moved.isEmpty()
                && inserted.stream()
                        .noneMatch(row -> row.measurement().content().kind() == Kind.WATERMARK);
    }

    private static List<RecordRow> counting(Map<RecordRow, Standing> rows) {
        return rows.entrySet().stream()
                .filter(row -> row.getValue() == Standing.COUNTS)
                .map(Map.Entry::getKey)
                .toList();
    }
}
