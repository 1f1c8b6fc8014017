package io.surety.evaluation.internal;

import static io.surety.evaluation.internal.Columns.timestamp;

import io.surety.agreement.VersionRef;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Walks over the items of a source that are not finished. */
@Repository
class RejudgementRows {

    private final JdbcClient jdbc;

    RejudgementRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param afterKey of the last item that was judged */
    record Rejudgement(UUID id, VersionRef version, String source, String afterKey) {}

    void add(VersionRef version, String source, String afterKey, Instant at) {
        jdbc.sql(
                        """
                        insert into evaluation.rejudgements (id, agreement, version, source, after_key, requested_at)
                        values (:id, :agreement, :version, :source, :after, :at)
                        """)
                .param("id", UUID.randomUUID())
                .param("agreement", version.agreement())
                .param("version", version.number())
                .param("source", source)
                .param("after", afterKey)
                .param("at", timestamp(at))
                .update();
    }

    /** Locks the oldest that no other node works on. */
    Optional<Rejudgement> lockNext() {
        return jdbc.sql(
                        """
                        select id, agreement, version, source, after_key from evaluation.rejudgements
                        order by requested_at, id
                        limit 1
                        for update skip locked
                        """)
                .query((rs, n) -> new Rejudgement(
                        rs.getObject("id", UUID.class),
                        new VersionRef(rs.getString("agreement"), rs.getInt("version")),
                        rs.getString("source"),
                        rs.getString("after_key")))
                .optional();
    }

    void advance(Rejudgement walk, String afterKey) {
        jdbc.sql("update evaluation.rejudgements set after_key = :after where id = :id")
                .param("after", afterKey)
                .param("id", walk.id())
                .update();
    }

    void finish(Rejudgement walk) {
        jdbc.sql("delete from evaluation.rejudgements where id = :id")
                .param("id", walk.id())
                .update();
    }
}
