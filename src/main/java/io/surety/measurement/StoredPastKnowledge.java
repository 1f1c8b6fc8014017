package io.surety.measurement;

import io.surety.measurement.RevisionsOfItem.Received;
import io.surety.measurement.RevisionsOfRecord.Revision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds the standing that each record had by then from the revisions that had been received. */
@Repository
class StoredPastKnowledge implements PastKnowledge {

    private final JdbcClient jdbc;

    StoredPastKnowledge(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public ItemHistory history(ItemRef item, Instant knownAt) {
        awaitDelivery(item.source());
        return Objects.requireNonNull(pasts(List.of(item)).get(item)).knownAt(knownAt);
    }

    /** Until what the source has delivered is committed: it holds this row, and what it brings was received before that. */
    private void awaitDelivery(String source) {
        jdbc.sql("select id from measurement.sources where id = :source for key share")
                .param("source", source)
                .query(String.class)
                .optional();
    }

    @Override
    public Map<ItemRef, PastOfItem> pasts(Collection<ItemRef> items) {
        var pasts = new LinkedHashMap<ItemRef, RevisionsOfItem>();
        items.forEach(item -> pasts.putIfAbsent(item, new RevisionsOfItem(item)));
        ItemRef.keysBySource(items).forEach((source, keys) -> read(source, keys, pasts));
        return Map.copyOf(pasts);
    }

    /** All revisions of every record that was ever about one of the items. */
    private void read(String source, Set<String> keys, Map<ItemRef, RevisionsOfItem> pasts) {
        jdbc.sql(
                        """
                        with mine as (
                            select subject, id from measurement.records
                            where source = :source and kind = 'work-item' and subject = any(:keys)
                              and standing in ('COUNTS', 'CONFLICTING')
                            union
                            select subject, id from measurement.records
                            where source = :source and kind = 'work-item' and subject = any(:keys)
                              and standing = 'OUTDONE')
                        select mine.subject as item, r.id, r.revision, r.content_hash, r.subject, r.line, r.body,
                               r.received_at
                        from mine join measurement.records r on r.source = :source and r.id = mine.id
                        """)
                .param("source", source)
                .param("keys", keys.toArray(String[]::new))
                .query(rs -> {
                    var item = new ItemRef(source, rs.getString("item"));
                    Objects.requireNonNull(pasts.get(item)).add(received(rs));
                });
    }

    private static Received received(ResultSet rs) throws SQLException {
        String body = rs.getString("body");
        return new Received(
                rs.getString("id"),
                new Revision(rs.getInt("revision"), rs.getString("content_hash"), body == null),
                rs.getLong("line"),
                rs.getTimestamp("received_at").toInstant(),
                rs.getString("subject"),
                body);
    }
}
