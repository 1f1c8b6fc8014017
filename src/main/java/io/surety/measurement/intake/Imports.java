package io.surety.measurement.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.party.PersonId;
import io.surety.shared.TimeSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The imports there were, with their answers. */
@Repository
public class Imports {

    /**
     * One import.
     *
     * @param finishedAt null while it runs, and for ever if it was cut off: the file can be sent again
     * @param answer null until then
     */
    public record Entry(
            UUID id,
            String source,
            String mapping,
            String requestedBy,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable IntakeAnswer answer) {}

    private final JdbcClient jdbc;
    private final TimeSource time;
    private final ObjectMapper json;

    Imports(JdbcClient jdbc, TimeSource time, ObjectMapper json) {
        this.jdbc = jdbc;
        this.time = time;
        this.json = json;
    }

    /** @return its id */
    public UUID start(String source, String mapping, PersonId by) {
        UUID id = UUID.randomUUID();
        jdbc.sql(
                        """
                        insert into measurement.imports (id, source, mapping, requested_by, started_at)
                        values (:id, :source, :mapping, :by, :at)
                        """)
                .param("id", id)
                .param("source", source)
                .param("mapping", mapping)
                .param("by", by.value())
                .param("at", Timestamp.from(time.now()))
                .update();
        return id;
    }

    public void finish(UUID id, IntakeAnswer answer) {
        try {
            jdbc.sql(
                            """
                            update measurement.imports set finished_at = :at, answer = :answer
                            where id = :id
                            """)
                    .param("at", Timestamp.from(time.now()))
                    .param("answer", json.writeValueAsString(answer))
                    .param("id", id)
                    .update();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every answer can be written", e);
        }
    }

    /** The newest first, at most {@code limit}. */
    public List<Entry> of(Collection<String> sources, int limit) {
        return jdbc.sql(
                        """
                        select * from measurement.imports where source = any(:sources)
                        order by started_at desc, id limit :limit
                        """)
                .param("sources", sources.toArray(String[]::new))
                .param("limit", limit)
                .query((rs, n) -> entry(rs))
                .list();
    }

    private Entry entry(ResultSet rs) throws SQLException {
        Timestamp finished = rs.getTimestamp("finished_at");
        return new Entry(
                rs.getObject("id", UUID.class),
                rs.getString("source"),
                rs.getString("mapping"),
                rs.getString("requested_by"),
                rs.getTimestamp("started_at").toInstant(),
                finished == null ? null : finished.toInstant(),
                answer(rs.getString("answer")));
    }

    private @Nullable IntakeAnswer answer(@Nullable String text) {
        try {
            return text == null ? null : json.readValue(text, IntakeAnswer.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored answer is readable", e);
        }
    }
}
