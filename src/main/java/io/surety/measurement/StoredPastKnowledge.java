package io.surety.measurement;

import io.surety.measurement.RevisionsOfRecord.Revision;
import io.surety.measurement.RevisionsOfRecord.Standing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds the standing that each record had by then from the revisions that had been received. */
@Repository
class StoredPastKnowledge implements PastKnowledge {

    private final JdbcClient jdbc;

    StoredPastKnowledge(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Row(
            String id,
            Revision revision,
            @Nullable String subject,
            long line,
            @Nullable String body,
            Instant receivedAt) {}

    @Override
    public ItemHistory history(ItemRef item, Instant knownAt) {
        List<Row> rows = received(item, knownAt);
        Map<String, RevisionsOfRecord> records = new HashMap<>();
        rows.forEach(row ->
                records.computeIfAbsent(row.id(), id -> new RevisionsOfRecord()).add(row.revision()));
        HistoryOfItem history = new HistoryOfItem(item);
        for (Row row : rows) {
            Standing standing = Objects.requireNonNull(records.get(row.id())).standing(row.revision());
            if (!item.key().equals(row.subject()) || row.body() == null) {
                continue;
            }
            if (standing == Standing.CONFLICTING) {
                history.addConflict(row.id(), row.revision().number());
            } else if (standing == Standing.COUNTS) {
                history.add(new HistoryOfItem.Event(
                        row.id(),
                        row.revision().number(),
                        row.receivedAt(),
                        row.line(),
                        RecordRow.content(row.body(), Content.WorkItem.class)));
            }
        }
        return history.history();
    }

    /** All revisions of every record that was ever about the item. */
    private List<Row> received(ItemRef item, Instant knownAt) {
        return jdbc.sql(
                        """
                        with mine as (
                            select id from measurement.records
                            where source = :source and kind = 'work-item' and subject = :item
                              and standing in ('COUNTS', 'CONFLICTING')
                            union
                            select id from measurement.records
                            where source = :source and kind = 'work-item' and subject = :item and standing = 'OUTDONE')
                        select r.id, r.revision, r.content_hash, r.subject, r.line, r.body, r.received_at
                        from mine join measurement.records r on r.source = :source and r.id = mine.id
                        where r.received_at <= :known
                        """)
                .param("source", item.source())
                .param("item", item.key())
                .param("known", Timestamp.from(knownAt))
                .query((rs, n) -> row(rs))
                .list();
    }

    private static Row row(ResultSet rs) throws SQLException {
        String body = rs.getString("body");
        return new Row(
                rs.getString("id"),
                new Revision(rs.getInt("revision"), rs.getString("content_hash"), body == null),
                rs.getString("subject"),
                rs.getLong("line"),
                body,
                rs.getTimestamp("received_at").toInstant());
    }
}
