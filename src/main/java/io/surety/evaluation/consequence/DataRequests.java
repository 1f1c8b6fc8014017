package io.surety.evaluation.consequence;

import static io.surety.shared.SqlInstants.instant;
import static io.surety.shared.SqlInstants.instantIfAny;
import static io.surety.shared.SqlInstants.timestamptz;

import io.surety.agreement.VersionRef;
import io.surety.evaluation.verdict.NotDetermined;
import io.surety.measurement.SeriesRef;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.party.Role;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.shared.SqlInstants;
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

/** Who owes which data: one row for each term of a version and period. */
@Repository
public class DataRequests {

    private static final int MOST_LISTED = 500;

    private static final String ITS_TERM =
            """
            select 1 from evaluation.judged_terms t
            where t.agreement = r.agreement and t.version = r.version and t.term = r.term\
            """;

    private final JdbcClient jdbc;

    DataRequests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws Refusal if there is none */
    public DataRequest get(UUID id) {
        return jdbc.sql("select * from evaluation.data_requests where id = :id")
                .param("id", id)
                .query(DataRequests::read)
                .optional()
                .orElseThrow(() -> Refusal.notFound("data request " + id));
    }

    /** Those about an agreement, by period and term. */
    public List<DataRequest> of(String agreement) {
        return jdbc.sql("select * from evaluation.data_requests where agreement = :agreement"
                        + " order by period_from, term, version")
                .param("agreement", agreement)
                .query(DataRequests::read)
                .list();
    }

    /** What the organisations owe, the newest first, at most 500. */
    public List<DataRequest> owedBy(Collection<OrganisationId> organisations) {
        return jdbc.sql("select * from evaluation.data_requests where organisation = any(:mine)"
                        + " order by asked_at desc, id limit " + MOST_LISTED)
                .param("mine", organisations.stream().map(OrganisationId::value).toArray(String[]::new))
                .query(DataRequests::read)
                .list();
    }

    DataRequest lock(UUID id) {
        jdbc.sql("select id from evaluation.data_requests where id = :id for update")
                .param("id", id)
                .query(UUID.class)
                .optional();
        return get(id);
    }

    Optional<DataRequest> lock(VersionRef version, String term, Instant periodFrom) {
        return jdbc.sql(
                        """
                        select * from evaluation.data_requests
                        where agreement = :agreement and version = :version and term = :term and period_from = :from
                          and not overdue
                        for update
                        """)
                .param("agreement", version.agreement())
                .param("version", version.number())
                .param("term", term)
                .param("from", timestamptz(periodFrom))
                .query(DataRequests::read)
                .optional();
    }

    /** Open ones for periods of which nothing at all was known, and that a source has now spoken for. */
    List<DataRequest> lockSpokenFor(String source, Instant until) {
        return spokenFor("", source, until).query(DataRequests::read).list();
    }

    /** The same of terms that count no line of numbers, and of what no term asks for. */
    List<DataRequest> lockAllSpokenFor(String source, Instant until) {
        return spokenFor("and not exists (%s and t.indicator is not null)".formatted(ITS_TERM), source, until)
                .query(DataRequests::read)
                .list();
    }

    /** The same of terms that count a line of numbers which is now known. */
    List<DataRequest> lockSpokenFor(SeriesRef line, Instant until) {
        return spokenFor(
                        "and exists (%s and t.service = :service and t.indicator = :indicator)".formatted(ITS_TERM),
                        line.source(),
                        until)
                .param("service", line.service())
                .param("indicator", line.indicator())
                .query(DataRequests::read)
                .list();
    }

    private JdbcClient.StatementSpec spokenFor(String whose, String source, Instant until) {
        return jdbc.sql(
                        """
                        select * from evaluation.data_requests r
                        where state = 'OPEN' and source = :source and completeness is null and period_to <= :until %s
                        order by id for update
                        """
                                .formatted(whose))
                .param("source", source)
                .param("until", timestamptz(until));
    }

    /** What a verdict lacks. */
    void insert(DataRequest request) {
        insert(request, false, "");
    }

    /**
     * A delivery that is overdue.
     *
     * @return false if it was asked for before
     */
    boolean insertOverdue(DataRequest request) {
        return insert(request, true, " on conflict do nothing") == 1;
    }

    /** Whether a delivery of the source is asked for that has not come. */
    boolean isOverdue(VersionRef version, String source) {
        return jdbc.sql(
                        """
                        select exists (select 1 from evaluation.data_requests
                        where agreement = :agreement and version = :version and source = :source and overdue
                          and state = 'OPEN')
                        """)
                .param("agreement", version.agreement())
                .param("version", version.number())
                .param("source", source)
                .query(Boolean.class)
                .single();
    }

    private int insert(DataRequest request, boolean overdue, String conflict) {
        return jdbc.sql(
                        """
                        insert into evaluation.data_requests
                            (id, agreement, version, term, period_from, period_to, source, organisation, role, reason,
                             completeness, known_until, state, asked_at, due_at, overdue)
                        values (:id, :agreement, :version, :term, :from, :to, :source, :organisation, :role, :reason,
                            :completeness, :knownUntil, 'OPEN', :askedAt, :dueAt, :overdue)
                        """
                                + conflict)
                .param("overdue", overdue)
                .param("id", request.id())
                .param("agreement", request.version().agreement())
                .param("version", request.version().number())
                .param("term", request.term())
                .param("from", timestamptz(request.period().from()))
                .param("to", timestamptz(request.period().to()))
                .param("source", request.source())
                .param("organisation", request.organisation().value())
                .param("role", request.role().name())
                .param("reason", request.reason().name())
                .param("completeness", request.completeness().orElse(null))
                .param(
                        "knownUntil",
                        request.knownUntil().map(SqlInstants::timestamptz).orElse(null))
                .param("askedAt", timestamptz(request.askedAt()))
                .param("dueAt", timestamptz(request.dueAt()))
                .update();
    }

    /** Data that had arrived were withdrawn again. */
    void reopen(UUID id, Instant now, Instant dueAt) {
        jdbc.sql(
                        """
                        update evaluation.data_requests
                        set state = 'OPEN', settled_at = null, settled_by = null, asked_at = :now, due_at = :dueAt
                        where id = :id
                        """)
                .param("id", id)
                .param("now", timestamptz(now))
                .param("dueAt", timestamptz(dueAt))
                .update();
    }

    /** @param by null where the data arrived */
    void settle(UUID id, DataRequest.State to, @Nullable PersonId by, String comment, Instant now) {
        jdbc.sql(
                        """
                        update evaluation.data_requests
                        set state = :to, settled_at = :now, settled_by = :by, comment = :comment where id = :id
                        """)
                .param("id", id)
                .param("to", to.name())
                .param("now", timestamptz(now))
                .param("by", by == null ? null : by.value())
                .param("comment", comment)
                .update();
    }

    private static DataRequest read(ResultSet row, int number) throws SQLException {
        return new DataRequest(
                row.getObject("id", UUID.class),
                new VersionRef(row.getString("agreement"), row.getInt("version")),
                row.getString("term"),
                new Interval(instant(row, "period_from"), instant(row, "period_to")),
                row.getString("source"),
                new OrganisationId(row.getString("organisation")),
                new Role(row.getString("role")),
                NotDetermined.valueOf(row.getString("reason")),
                Optional.ofNullable(row.getString("completeness")),
                instantIfAny(row, "known_until"),
                DataRequest.State.valueOf(row.getString("state")),
                instant(row, "asked_at"),
                instant(row, "due_at"),
                instantIfAny(row, "settled_at"),
                Optional.ofNullable(row.getString("settled_by")).map(PersonId::new),
                row.getString("comment"));
    }
}
