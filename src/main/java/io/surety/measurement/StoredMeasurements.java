package io.surety.measurement;

import static io.surety.shared.SqlInstants.instant;

import io.surety.measurement.reading.StoredReadings;
import io.surety.shared.Interval;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the records that count. What a correction, a withdrawal or a contradiction did is already in their standing. */
@Repository
class StoredMeasurements implements Measurements {

    private final JdbcClient jdbc;
    private final StoredServiceRecords serviceRecords;
    private final StoredReadings readings;
    private final StoredWatermarks watermarks;

    StoredMeasurements(
            JdbcClient jdbc,
            StoredServiceRecords serviceRecords,
            StoredReadings readings,
            StoredWatermarks watermarks) {
        this.jdbc = jdbc;
        this.serviceRecords = serviceRecords;
        this.readings = readings;
        this.watermarks = watermarks;
    }

    @Override
    public ItemHistory history(ItemRef item) {
        return histories(List.of(item)).get(0);
    }

    /** In the order of {@code items}; an item that nothing is known of has an empty history. */
    @Override
    public List<ItemHistory> histories(Collection<ItemRef> items) {
        var histories = new LinkedHashMap<ItemRef, HistoryOfItem>();
        items.forEach(item -> histories.putIfAbsent(item, new HistoryOfItem(item)));
        ItemRef.keysBySource(items).forEach((source, keys) -> read(source, keys, histories));
        return histories.values().stream().map(HistoryOfItem::history).toList();
    }

    /** A source and a list of keys are looked up by the index however few rows there were when it was planned. */
    private void read(String source, Set<String> keys, Map<ItemRef, HistoryOfItem> histories) {
        jdbc.sql(
                        """
                        select subject, id, revision, line, standing, body, received_at
                        from measurement.records
                        where source = :source and kind = 'work-item' and subject = any(:keys)
                          and standing in ('COUNTS', 'CONFLICTING')
                        """)
                .param("source", source)
                .param("keys", keys.toArray(String[]::new))
                .query(rs -> {
                    var item = new ItemRef(source, rs.getString("subject"));
                    collect(rs, Objects.requireNonNull(histories.get(item)));
                });
    }

    private static void collect(ResultSet rs, HistoryOfItem history) throws SQLException {
        String id = rs.getString("id");
        int revision = rs.getInt("revision");
        if (rs.getString("standing").equals("CONFLICTING")) {
            history.addConflict(id, revision);
            return;
        }
        history.add(new HistoryOfItem.Event(
                id,
                revision,
                instant(rs, "received_at"),
                rs.getLong("line"),
                RecordRow.content(rs.getString("body"), Content.WorkItem.class)));
    }

    @Override
    public List<ItemRef> items(String source, String afterKey, int limit) {
        return jdbc.sql(
                        """
                        select distinct subject from measurement.records
                        where source = :source and kind = 'work-item' and standing in ('COUNTS', 'CONFLICTING')
                          and subject > :afterKey
                        order by subject
                        limit :limit
                        """)
                .param("source", source)
                .param("afterKey", afterKey)
                .param("limit", limit)
                .query((rs, n) -> new ItemRef(source, rs.getString(1)))
                .list();
    }

    @Override
    public List<ItemRef> items(String source, Interval span, String afterKey, int limit) {
        return jdbc.sql(
                        """
                        select subject from measurement.records
                        where source = :source and kind = 'work-item' and standing in ('COUNTS', 'CONFLICTING')
                          and subject > :afterKey
                        group by subject
                        having min(starts_at) < :to and max(starts_at) >= :from
                        order by subject
                        limit :limit
                        """)
                .param("source", source)
                .param("afterKey", afterKey)
                .param("from", Timestamp.from(span.from()))
                .param("to", Timestamp.from(span.to()))
                .param("limit", limit)
                .query((rs, n) -> new ItemRef(source, rs.getString(1)))
                .list();
    }

    @Override
    public List<Outage> outages(String source, String service, Interval span) {
        return serviceRecords.outages(List.of(source), service, span);
    }

    @Override
    public List<MaintenanceWindow> maintenance(Collection<String> sources, String service, Interval span) {
        return serviceRecords.maintenance(sources, service, span);
    }

    @Override
    public List<Sample> samples(String source, String service, Interval span) {
        return readings.samples(source, service, span);
    }

    @Override
    public List<CounterSample> counters(String source, String service, Interval span) {
        return readings.counters(source, service, span);
    }

    @Override
    public List<Contradiction> contradictions(String source, String service, Interval span) {
        return Stream.concat(
                        serviceRecords.contradictions(source, service, span).stream(),
                        readings.contradictions(source, service, span).stream())
                .toList();
    }

    @Override
    public Optional<Instant> watermark(String source) {
        return watermarks.ofAll(source);
    }

    @Override
    public Map<SeriesRef, Instant> watermarks(Collection<SeriesRef> lines) {
        return watermarks.of(lines);
    }

    KnownUntil knownUntil(String source) {
        return watermarks.of(source);
    }
}
