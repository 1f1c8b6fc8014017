package io.surety.measurement;

import io.surety.measurement.RevisionsOfRecord.Standing;
import io.surety.measurement.StoredRecords.Known;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Stores deliveries, each in one transaction and under the lock of its source. */
@Service
class IngestMeasurements implements TakeMeasurements {

    private final StoredRecords records;
    private final StoredMeasurements measurements;
    private final PublishChanges publish;
    private final TimeSource time;

    IngestMeasurements(
            StoredRecords records, StoredMeasurements measurements, PublishChanges publish, TimeSource time) {
        this.records = records;
        this.measurements = measurements;
        this.publish = publish;
        this.time = time;
    }

    @Override
    @Transactional
    public List<Outcome> take(Delivery delivery) {
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
        Instant now = time.now();
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
        var watermark = measurements.watermark(source);
        records.insert(source, inserted, now, delivery.by());
        if (!moved.isEmpty()) {
            records.setStanding(source, moved);
        }
        measurements
                .watermark(source)
                .filter(w -> !watermark.equals(Optional.of(w)))
                .ifPresent(w -> publish.watermarkMoved(source, w));
        publish.changed(source, changed, delivery.tellPeople(), now);
    }
}
