package io.surety.measurement;

import static io.surety.shared.SqlInstants.instantOrNull;

import com.fasterxml.jackson.databind.util.RawValue;
import io.surety.measurement.RevisionsOfRecord.Revision;
import io.surety.measurement.RevisionsOfRecord.Standing;
import io.surety.party.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The records as rows: what is known of an id, and what is added to it. */
@Repository
class StoredRecords {

    /** @param subject null for a watermark and a withdrawal, as are the instants of a withdrawal */
    record Known(
            String id,
            Revision revision,
            Kind kind,
            @Nullable String subject,
            @Nullable Instant startsAt,
            @Nullable Instant endsAt,
            Standing standing) {

        static Known of(RecordRow row, Standing standing) {
            return new Known(
                    row.measurement().id(),
                    row.revision(),
                    row.measurement().content().kind(),
                    row.subject(),
                    row.startsAt(),
                    row.endsAt(),
                    standing);
        }
    }

    private final JdbcClient jdbc;

    StoredRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Makes deliveries of one source wait for each other until the transaction ends, so that each sees all revisions.
     *
     * @return whether there is such a source
     */
    boolean lock(String source) {
        return jdbc.sql("select id from measurement.sources where id = :source for update")
                .param("source", source)
                .query(String.class)
                .optional()
                .isPresent();
    }

    List<Known> known(String source, Collection<String> ids) {
        return jdbc.sql(
                        """
                        select id, revision, content_hash, body is null as withdrawal, kind, subject, starts_at, ends_at,
                               standing
                        from measurement.records
                        where source = :source and id = any(:ids)
                        """)
                .param("source", source)
                .param("ids", ids.toArray(String[]::new))
                .query((rs, n) -> known(rs))
                .list();
    }

    private static Known known(ResultSet rs) throws SQLException {
        return new Known(
                rs.getString("id"),
                new Revision(rs.getInt("revision"), rs.getString("content_hash"), rs.getBoolean("withdrawal")),
                Kind.of(rs.getString("kind")).orElseThrow(),
                rs.getString("subject"),
                instantOrNull(rs, "starts_at"),
                instantOrNull(rs, "ends_at"),
                Standing.valueOf(rs.getString("standing")));
    }

    /** One statement for all rows, whatever their number. */
    void insert(String source, Map<RecordRow, Standing> rows, Instant receivedAt, PersonId by) {
        var entries = new ArrayList<Map<String, @Nullable Object>>();
        rows.forEach((row, standing) -> entries.add(entry(row, standing)));
        jdbc.sql(
                        """
                        insert into measurement.records (source, id, revision, content_hash, kind, subject, starts_at,
                            ends_at, ordinal, line, standing, body, received_at, recorded_by)
                        select :source, id, revision, content_hash, kind, subject, starts_at, ends_at, ordinal, line,
                               standing, body, :receivedAt, :by
                        from json_populate_recordset(null::measurement.records, cast(:rows as json))
                        """)
                .param("source", source)
                .param("receivedAt", Timestamp.from(receivedAt))
                .param("by", by.value())
                .param("rows", RecordRow.text(entries))
                .update();
    }

    /** The columns by their names. */
    private static Map<String, @Nullable Object> entry(RecordRow row, Standing standing) {
        var entry = new TreeMap<String, @Nullable Object>();
        entry.put("id", row.measurement().id());
        entry.put("revision", row.measurement().revision());
        entry.put("content_hash", row.hash());
        entry.put("kind", row.measurement().content().kind().word());
        entry.put("subject", row.subject());
        entry.put("starts_at", row.startsAt());
        entry.put("ends_at", row.endsAt());
        entry.put("ordinal", row.ordinal());
        entry.put("line", row.measurement().line());
        entry.put("standing", standing.name());
        String body = row.body();
        // As it is: written as a text it would be parsed twice.
        entry.put("body", body == null ? null : new RawValue(body));
        return entry;
    }

    void setStanding(String source, Map<Known, Standing> changes) {
        var entries = new ArrayList<Map<String, Object>>();
        changes.forEach((known, standing) -> entries.add(Map.of(
                "id", known.id(),
                "revision", known.revision().number(),
                "hash", known.revision().hash(),
                "standing", standing.name())));
        jdbc.sql(
                        """
                        update measurement.records r set standing = c.standing
                        from jsonb_to_recordset(cast(:changes as jsonb))
                             as c(id text, revision integer, hash text, standing text)
                        where r.source = :source and r.id = c.id and r.revision = c.revision and r.content_hash = c.hash
                        """)
                .param("source", source)
                .param("changes", RecordRow.text(entries))
                .update();
    }
}
