package io.surety.evaluation.consequence;

import static io.surety.shared.SqlInstants.instant;
import static io.surety.shared.SqlInstants.instantIfAny;
import static io.surety.shared.SqlInstants.timestamptz;

import com.fasterxml.jackson.core.type.TypeReference;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.party.Role;
import io.surety.shared.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who was asked to confirm which cause, and what came of it. */
@Repository
public class CauseRequests {

    private static final int MOST_LISTED = 500;

    private final JdbcClient jdbc;

    CauseRequests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws Refusal if there is none */
    public CauseRequest get(UUID id) {
        return find(id, "").orElseThrow(() -> Refusal.notFound("confirmation request " + id));
    }

    /** Those of the organisations, the newest first, at most 500. */
    public List<CauseRequest> of(Collection<OrganisationId> organisations) {
        return jdbc.sql("select * from evaluation.cause_requests where organisation = any(:mine)"
                        + " order by asked_at desc, id limit " + MOST_LISTED)
                .param("mine", organisations.stream().map(OrganisationId::value).toArray(String[]::new))
                .query(CauseRequests::read)
                .list();
    }

    /** Locked until the transaction ends: whoever looks at it while another settles it sees what came of that. */
    CauseRequest lock(UUID id) {
        return find(id, " for update").orElseThrow(() -> Refusal.notFound("confirmation request " + id));
    }

    private Optional<CauseRequest> find(UUID id, String lock) {
        return jdbc.sql("select * from evaluation.cause_requests where id = :id" + lock)
                .param("id", id)
                .query(CauseRequests::read)
                .optional();
    }

    /** The open ones about a record, of whatever revision, locked. */
    List<CauseRequest> lockOpen(String source, String record) {
        return jdbc.sql(
                        """
                        select * from evaluation.cause_requests
                        where source = :source and record = :record and state = 'OPEN' order by id for update
                        """)
                .param("source", source)
                .param("record", record)
                .query(CauseRequests::read)
                .list();
    }

    /** @return false if the party has been asked about this revision before */
    boolean insert(CauseRequest request) {
        return jdbc.sql(
                                """
                                insert into evaluation.cause_requests
                                    (id, source, record, revision, organisation, role, touches, state, asked_at, due_at)
                                values (:id, :source, :record, :revision, :organisation, :role, :touches::jsonb, 'OPEN',
                                    :askedAt, :dueAt)
                                on conflict do nothing
                                """)
                        .param("id", request.id())
                        .param("source", request.source())
                        .param("record", request.record())
                        .param("revision", request.revision())
                        .param("organisation", request.organisation().value())
                        .param("role", request.role().name())
                        .param("touches", Rows.json(request.touches()))
                        .param("askedAt", timestamptz(request.askedAt()))
                        .param("dueAt", timestamptz(request.dueAt()))
                        .update()
                == 1;
    }

    /** @param by null where a correction of the record settles it */
    void settle(UUID id, CauseRequest.State to, @Nullable PersonId by, String comment, Instant now) {
        jdbc.sql(
                        """
                        update evaluation.cause_requests
                        set state = :to, settled_at = :now, settled_by = :by, comment = :comment
                        where id = :id and state = 'OPEN'
                        """)
                .param("id", id)
                .param("to", to.name())
                .param("now", timestamptz(now))
                .param("by", by == null ? null : by.value())
                .param("comment", comment)
                .update();
    }

    private static CauseRequest read(ResultSet row, int number) throws SQLException {
        return new CauseRequest(
                row.getObject("id", UUID.class),
                row.getString("source"),
                row.getString("record"),
                row.getInt("revision"),
                new OrganisationId(row.getString("organisation")),
                new Role(row.getString("role")),
                Rows.list(row.getString("touches"), new TypeReference<List<TouchedTerm>>() {}),
                CauseRequest.State.valueOf(row.getString("state")),
                instant(row, "asked_at"),
                instant(row, "due_at"),
                instantIfAny(row, "settled_at"),
                Optional.ofNullable(row.getString("settled_by")).map(PersonId::new),
                row.getString("comment"));
    }
}
