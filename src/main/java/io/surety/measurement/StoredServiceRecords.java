package io.surety.measurement;

import static io.surety.shared.SqlInstants.instant;

import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.shared.Interval;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Outages and maintenance windows with who confirmed them. */
@Repository
class StoredServiceRecords {

    private static final String SELECT =
            """
            select r.source, r.id, r.revision, r.body, r.received_at,
                   array(select c.organisation from measurement.confirmations c
                         where c.source = r.source and c.id = r.id and c.content_hash = r.content_hash) as confirmed_by
            from measurement.records r
            where r.kind = :kind and r.standing = 'COUNTS'
            """;
    private static final String TOUCHING = SELECT
            + """
                      and r.source = any(:sources) and r.subject = :service
                      and r.starts_at < :to and (r.ends_at is null or r.ends_at > :from)
                    order by r.starts_at, r.source, r.id
                    """;

    private final JdbcClient jdbc;

    StoredServiceRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Outage> outages(Collection<String> sources, String service, Interval span) {
        return touching(Kind.OUTAGE, sources, service, span)
                .query((rs, n) -> outage(rs))
                .list();
    }

    List<MaintenanceWindow> maintenance(Collection<String> sources, String service, Interval span) {
        return touching(Kind.MAINTENANCE, sources, service, span)
                .query((rs, n) -> maintenance(rs))
                .list();
    }

    private JdbcClient.StatementSpec touching(Kind kind, Collection<String> sources, String service, Interval span) {
        return jdbc.sql(TOUCHING)
                .param("kind", kind.word())
                .param("sources", sources.toArray(String[]::new))
                .param("service", service)
                .param("from", Timestamp.from(span.from()))
                .param("to", Timestamp.from(span.to()));
    }

    /** Of any service, the newest first. */
    List<Outage> recentOutages(Collection<String> sources, Interval span, int limit) {
        return recent(Kind.OUTAGE, sources, span, limit)
                .query((rs, n) -> outage(rs))
                .list();
    }

    /** Of any service, the newest first. */
    List<MaintenanceWindow> recentMaintenance(Collection<String> sources, Interval span, int limit) {
        return recent(Kind.MAINTENANCE, sources, span, limit)
                .query((rs, n) -> maintenance(rs))
                .list();
    }

    private JdbcClient.StatementSpec recent(Kind kind, Collection<String> sources, Interval span, int limit) {
        return jdbc.sql(
                        SELECT
                                + """
                                  and r.source = any(:sources) and r.starts_at < :to
                                  and (r.ends_at is null or r.ends_at > :from)
                                order by r.starts_at desc, r.source, r.id
                                limit :limit
                                """)
                .param("kind", kind.word())
                .param("sources", sources.toArray(String[]::new))
                .param("from", Timestamp.from(span.from()))
                .param("to", Timestamp.from(span.to()))
                .param("limit", limit);
    }

    /** The one that counts. */
    Optional<Outage> outage(String source, String id) {
        return one(Kind.OUTAGE, source, id).query((rs, n) -> outage(rs)).optional();
    }

    /** The one that counts. */
    Optional<MaintenanceWindow> maintenance(String source, String id) {
        return one(Kind.MAINTENANCE, source, id)
                .query((rs, n) -> maintenance(rs))
                .optional();
    }

    private JdbcClient.StatementSpec one(Kind kind, String source, String id) {
        return jdbc.sql(SELECT + " and r.source = :source and r.id = :id")
                .param("kind", kind.word())
                .param("source", source)
                .param("id", id);
    }

    List<Contradiction> contradictions(String source, String service, Interval span) {
        return jdbc.sql(
                        """
                        select id, revision, min(kind) as kind, min(starts_at) as from_at,
                               case when bool_or(kind = 'outage' and ends_at is null) then cast(:to as timestamptz)
                                    else max(greatest(ends_at, starts_at + interval '1 millisecond')) end as to_at
                        from measurement.records
                        where source = :source and subject = :service and standing = 'CONFLICTING'
                          and kind in ('outage', 'maintenance')
                        group by id, revision
                        having min(starts_at) < :to
                           and (bool_or(kind = 'outage' and ends_at is null)
                                or max(greatest(ends_at, starts_at + interval '1 millisecond')) > :from)
                        order by from_at, id
                        """)
                .param("source", source)
                .param("service", service)
                .param("from", Timestamp.from(span.from()))
                .param("to", Timestamp.from(span.to()))
                .query((rs, n) -> new Contradiction(
                        source,
                        rs.getString("id"),
                        rs.getString("kind"),
                        new Interval(instant(rs, "from_at"), instant(rs, "to_at")),
                        Contradiction.diagnostic(source, rs.getString("id"), rs.getInt("revision"))))
                .list();
    }

    /** Confirms the content that counts now; a correction has to be confirmed anew. */
    void confirm(String source, String id, OrganisationId organisation, PersonId by, String comment, Instant at) {
        jdbc.sql(
                        """
                        insert into measurement.confirmations
                            (source, id, content_hash, organisation, confirmed_by, confirmed_at, comment)
                        select source, id, content_hash, :organisation, :by, :at, :comment
                        from measurement.records where source = :source and id = :id and standing = 'COUNTS'
                        on conflict do nothing
                        """)
                .param("organisation", organisation.value())
                .param("by", by.value())
                .param("at", Timestamp.from(at))
                .param("comment", comment)
                .param("source", source)
                .param("id", id)
                .update();
    }

    /** Of all its revisions, whether they count or not. */
    Optional<Integer> highestRevision(String source, String id) {
        return jdbc.sql("select max(revision) from measurement.records where source = :source and id = :id")
                .param("source", source)
                .param("id", id)
                .query(Integer.class)
                .optional();
    }

    boolean wasRecordedBy(String source, String id, PersonId person) {
        return jdbc.sql(
                        """
                        select exists(select 1 from measurement.records
                                      where source = :source and id = :id and recorded_by = :person)
                        """)
                .param("source", source)
                .param("id", id)
                .param("person", person.value())
                .query(Boolean.class)
                .single();
    }

    /** Whether any revision of the record, of whatever kind, was received, or confirmed, at or after an instant. */
    boolean receivedSince(String source, String id, Instant since) {
        return jdbc.sql(
                        """
                        select exists(select 1 from measurement.records
                                      where source = :source and id = :id and received_at >= :since)
                            or exists(select 1 from measurement.confirmations
                                      where source = :source and id = :id and confirmed_at >= :since)
                        """)
                .param("source", source)
                .param("id", id)
                .param("since", Timestamp.from(since))
                .query(Boolean.class)
                .single();
    }

    private static Outage outage(ResultSet rs) throws SQLException {
        var content = RecordRow.content(rs.getString("body"), Content.Outage.class);
        return new Outage(
                rs.getString("source"),
                rs.getString("id"),
                rs.getInt("revision"),
                content.service(),
                content.from(),
                Optional.ofNullable(content.to()),
                content.cause(),
                content.party(),
                content.evidence(),
                confirmedBy(rs),
                instant(rs, "received_at"));
    }

    private static MaintenanceWindow maintenance(ResultSet rs) throws SQLException {
        var content = RecordRow.content(rs.getString("body"), Content.Maintenance.class);
        int revision = rs.getInt("revision");
        return new MaintenanceWindow(
                rs.getString("source"),
                rs.getString("id"),
                revision,
                Objects.requireNonNullElse(content.sequence(), revision),
                content.service(),
                new Interval(content.from(), content.to()),
                content.announcedAt(),
                content.evidence(),
                confirmedBy(rs),
                instant(rs, "received_at"));
    }

    private static Set<OrganisationId> confirmedBy(ResultSet rs) throws SQLException {
        return Arrays.stream((String[]) rs.getArray("confirmed_by").getArray())
                .map(OrganisationId::new)
                .collect(Collectors.toUnmodifiableSet());
    }
}
