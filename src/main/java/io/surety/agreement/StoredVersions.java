package io.surety.agreement;

import static io.surety.shared.SqlInstants.instant;
import static io.surety.shared.SqlInstants.timestamptz;

import io.surety.agreement.document.AgreementDocument;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.shared.ContentHash;
import io.surety.shared.Interval;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of versions, their parties and their suspensions. Their sources the database takes out of their content. */
@Repository
class StoredVersions {

    private static final String COLUMNS =
            """
            select v.agreement, v.number, v.state, v.hash, v.valid_from, v.valid_to, v.created_by, v.created_at,
                v.cancels_clocks,
                (select array_agg(s.suspended_at order by s.suspended_at) from agreement.suspensions s
                 where s.agreement = v.agreement and s.number = v.number) as suspended,
                (select array_agg(s.resumed_at order by s.suspended_at) from agreement.suspensions s
                 where s.agreement = v.agreement and s.number = v.number) as resumed
            """;

    private static final String SELECT = COLUMNS + "from agreement.versions v ";

    /** With the end that each had at an instant, of those that were activated by then. */
    private static final String SELECT_AS_KNOWN = COLUMNS
            + """
            from (
                select n.agreement, n.number, n.state, n.hash, n.valid_from, n.created_by, n.created_at, n.cancels_clocks,
                    coalesce(
                        (select e.valid_to from agreement.former_ends e
                         where e.agreement = n.agreement and e.number = n.number and e.recorded_at > :knownBy
                         order by e.id limit 1),
                        n.valid_to) as valid_to
                from agreement.versions n
                where exists (
                    select 1 from agreement.history h
                    where h.agreement = n.agreement and h.number = n.number
                        and h.state = 'ACTIVE' and h.at <= :knownBy)) v
            """;

    private static final String ACTIVATED =
            " v.state in ('ACTIVE', 'SUSPENDED', 'SUPERSEDED', 'EXPIRED', 'TERMINATED') ";

    private static final String DURING = ACTIVATED + "and v.valid_from < :to and v.valid_to > :from ";

    private static final String MEASURED_DURING = "where" + DURING
            + "and (v.agreement, v.number) in (select s.agreement, s.number"
            + " from agreement.version_sources s where s.source = any(:sources))"
            + " order by v.agreement, v.number";

    private final JdbcClient jdbc;
    private final StoredDocuments documents;

    StoredVersions(JdbcClient jdbc, StoredDocuments documents) {
        this.jdbc = jdbc;
        this.documents = documents;
    }

    /** Waits until nobody else changes the agreement; makes it if it is not there. */
    void lock(String agreement, Instant at) {
        jdbc.sql("insert into agreement.agreements (name, drafted_at) values (:name, :at) on conflict do nothing")
                .param("name", agreement)
                .param("at", timestamptz(at))
                .update();
        jdbc.sql("select name from agreement.agreements where name = :name for update")
                .param("name", agreement)
                .query(String.class)
                .single();
    }

    void insert(Version version) {
        jdbc.sql(
                        """
                insert into agreement.versions
                    (agreement, number, state, hash, valid_from, valid_to, created_by, created_at)
                values (:agreement, :number, :state, :hash, :from, :to, :by, :at)""")
                .param("agreement", version.ref().agreement())
                .param("number", version.ref().number())
                .param("state", version.state().name())
                .param("hash", version.hash().hex())
                .param("from", timestamptz(version.validity().from()))
                .param("to", timestamptz(version.validity().to()))
                .param("by", version.createdBy().value())
                .param("at", timestamptz(version.createdAt()))
                .update();
        insertParties(version.ref(), version.document());
    }

    void replaceContent(VersionRef ref, AgreementDocument document, ContentHash hash, Interval validity) {
        jdbc.sql(
                        """
                update agreement.versions set hash = :hash, valid_from = :from, valid_to = :to
                where agreement = :agreement and number = :number""")
                .param("hash", hash.hex())
                .param("from", timestamptz(validity.from()))
                .param("to", timestamptz(validity.to()))
                .param("agreement", ref.agreement())
                .param("number", ref.number())
                .update();
        jdbc.sql("delete from agreement.version_parties where agreement = :agreement and number = :number")
                .param("agreement", ref.agreement())
                .param("number", ref.number())
                .update();
        insertParties(ref, document);
    }

    private void insertParties(VersionRef ref, AgreementDocument document) {
        document.spec().parties().forEach(party -> jdbc.sql(
                        """
                insert into agreement.version_parties (agreement, number, party, role)
                values (:agreement, :number, :party, :role)""")
                .param("agreement", ref.agreement())
                .param("number", ref.number())
                .param("party", party.id())
                .param("role", party.role().name())
                .update());
    }

    void setState(VersionRef ref, VersionState state) {
        jdbc.sql("update agreement.versions set state = :state where agreement = :agreement and number = :number")
                .param("state", state.name())
                .param("agreement", ref.agreement())
                .param("number", ref.number())
                .update();
    }

    /** The end that it had is kept beside, for who asks what was known before {@code now}. */
    void setEnd(VersionRef ref, Instant to, Instant now) {
        jdbc.sql(
                        """
                insert into agreement.former_ends (agreement, number, valid_to, recorded_at)
                select agreement, number, valid_to, :now from agreement.versions
                where agreement = :agreement and number = :number""")
                .param("now", timestamptz(now))
                .param("agreement", ref.agreement())
                .param("number", ref.number())
                .update();
        jdbc.sql("update agreement.versions set valid_to = :to where agreement = :agreement and number = :number")
                .param("to", timestamptz(to))
                .param("agreement", ref.agreement())
                .param("number", ref.number())
                .update();
    }

    void cancelClocks(VersionRef ref) {
        jdbc.sql(
                        "update agreement.versions set cancels_clocks = true where agreement = :agreement and number = :number")
                .param("agreement", ref.agreement())
                .param("number", ref.number())
                .update();
    }

    void suspend(VersionRef ref, Instant at) {
        jdbc.sql(
                        """
                insert into agreement.suspensions (agreement, number, suspended_at)
                values (:agreement, :number, :at) on conflict (agreement, number, suspended_at)
                do update set resumed_at = null""")
                .param("agreement", ref.agreement())
                .param("number", ref.number())
                .param("at", timestamptz(at))
                .update();
    }

    /** Closes the open suspension; one that lasted no time at all is as if it had not been. */
    void resume(VersionRef ref, Instant at) {
        for (String change : List.of(
                "delete from agreement.suspensions where suspended_at = :at",
                "update agreement.suspensions set resumed_at = :at where resumed_at is null")) {
            jdbc.sql(change + " and agreement = :agreement and number = :number")
                    .param("agreement", ref.agreement())
                    .param("number", ref.number())
                    .param("at", timestamptz(at))
                    .update();
        }
    }

    Optional<Version> find(VersionRef ref) {
        return jdbc.sql(SELECT + "where v.agreement = :agreement and v.number = :number")
                .param("agreement", ref.agreement())
                .param("number", ref.number())
                .query(this::version)
                .optional();
    }

    List<Version> of(String agreement) {
        return jdbc.sql(SELECT + "where v.agreement = :agreement order by v.number")
                .param("agreement", agreement)
                .query(this::version)
                .list();
    }

    Optional<Version> newest(String agreement) {
        return jdbc.sql(SELECT + "where v.agreement = :agreement order by v.number desc limit 1")
                .param("agreement", agreement)
                .query(this::version)
                .optional();
    }

    Optional<Version> inForce(String agreement, Instant at) {
        return jdbc.sql(SELECT + "where v.agreement = :agreement and" + ACTIVATED
                        + "and v.valid_from <= :at and v.valid_to > :at")
                .param("agreement", agreement)
                .param("at", timestamptz(at))
                .query(this::version)
                .optional();
    }

    List<Version> inForceDuring(Interval span) {
        return jdbc.sql(SELECT + "where" + DURING + "order by v.agreement, v.number")
                .param("from", timestamptz(span.from()))
                .param("to", timestamptz(span.to()))
                .query(this::version)
                .list();
    }

    List<Version> inForceDuring(Interval span, Set<String> sources) {
        return jdbc.sql(SELECT + MEASURED_DURING)
                .param("from", timestamptz(span.from()))
                .param("to", timestamptz(span.to()))
                .param("sources", sources.toArray(String[]::new))
                .query(this::version)
                .list();
    }

    List<Version> inForceDuring(Interval span, Set<String> sources, Instant knownBy) {
        return jdbc.sql(SELECT_AS_KNOWN + MEASURED_DURING)
                .param("from", timestamptz(span.from()))
                .param("to", timestamptz(span.to()))
                .param("sources", sources.toArray(String[]::new))
                .param("knownBy", timestamptz(knownBy))
                .query(this::version)
                .list();
    }

    /** Of each agreement the newest version that one of the parties takes part in. */
    List<Version> newestWith(Set<OrganisationId> parties) {
        return jdbc.sql(SELECT + "where (v.agreement, v.number) in (select p.agreement, max(p.number)"
                        + " from agreement.version_parties p where p.party = any(:parties) group by p.agreement)"
                        + " order by v.agreement")
                .param("parties", parties.stream().map(OrganisationId::value).toArray(String[]::new))
                .query(this::version)
                .list();
    }

    Optional<Version> newestWith(Set<OrganisationId> parties, String agreement) {
        return jdbc.sql(SELECT + "where v.agreement = :agreement and v.number = (select max(p.number)"
                        + " from agreement.version_parties p"
                        + " where p.agreement = :agreement and p.party = any(:parties))")
                .param("agreement", agreement)
                .param("parties", parties.stream().map(OrganisationId::value).toArray(String[]::new))
                .query(this::version)
                .optional();
    }

    List<Version> newestOfAll() {
        return jdbc.sql(SELECT + "where v.number = (select max(n.number) from agreement.versions n"
                        + " where n.agreement = v.agreement) order by v.agreement")
                .query(this::version)
                .list();
    }

    private Version version(ResultSet row, int index) throws SQLException {
        var hash = new ContentHash(row.getString("hash"));
        Interval validity = new Interval(instant(row, "valid_from"), instant(row, "valid_to"));
        return new Version(
                new VersionRef(row.getString("agreement"), row.getInt("number")),
                VersionState.valueOf(row.getString("state")),
                documents.typed(hash),
                hash,
                validity,
                suspensions(row.getArray("suspended"), row.getArray("resumed"), validity),
                new PersonId(row.getString("created_by")),
                instant(row, "created_at"),
                row.getBoolean("cancels_clocks"));
    }

    private static List<Interval> suspensions(@Nullable Array suspended, @Nullable Array resumed, Interval validity)
            throws SQLException {
        if (suspended == null || resumed == null) {
            return List.of();
        }
        Timestamp[] starts = (Timestamp[]) suspended.getArray();
        @Nullable Timestamp[] ends = (@Nullable Timestamp[]) resumed.getArray();
        List<Interval> spans = new ArrayList<>();
        for (int i = 0; i < starts.length; i++) {
            Timestamp end = ends[i];
            Instant from = starts[i].toInstant();
            Instant to = end == null ? validity.to() : end.toInstant();
            if (to.isAfter(from)) {
                Stream.of(new Interval(from, to))
                        .flatMap(span -> span.intersect(validity).stream())
                        .forEach(spans::add);
            }
        }
        return List.copyOf(spans);
    }
}
