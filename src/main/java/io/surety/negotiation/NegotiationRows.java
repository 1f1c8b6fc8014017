package io.surety.negotiation;

import static io.surety.shared.SqlInstants.instant;
import static io.surety.shared.SqlInstants.instantOrNull;
import static io.surety.shared.SqlInstants.timestamptz;
import static io.surety.shared.SqlInstants.timestamptzOrNull;

import io.surety.agreement.VersionRef;
import io.surety.party.PersonId;
import io.surety.shared.ContentHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of schema {@code negotiation}. */
@Repository
class NegotiationRows {

    private static final String WHERE = " where agreement = :agreement and version = :version";

    private final JdbcClient jdbc;

    NegotiationRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Makes the row if there is none, and holds its lock until the transaction ends. */
    Negotiation lock(VersionRef version) {
        bound(
                        """
                insert into negotiation.negotiations (agreement, version, state)
                values (:agreement, :version, 'OPEN') on conflict do nothing""",
                        version)
                .update();
        return bound("select * from negotiation.negotiations" + WHERE + " for update", version)
                .query((row, n) -> negotiation(row, version))
                .single();
    }

    Optional<Negotiation> find(VersionRef version) {
        return bound("select * from negotiation.negotiations" + WHERE, version)
                .query((row, n) -> negotiation(row, version))
                .optional();
    }

    void save(Negotiation negotiation) {
        Offer head = negotiation.head();
        bound(
                        """
                update negotiation.negotiations
                   set state = :state, head = :head, acts = :acts, rounds = :rounds, ends_at = :endsAt"""
                                + WHERE,
                        negotiation.version())
                .param("state", negotiation.state().name())
                .param("head", head == null ? null : head.id())
                .param("acts", negotiation.acts())
                .param("rounds", negotiation.rounds())
                .param("endsAt", timestamptzOrNull(negotiation.endsAt()))
                .update();
    }

    void insert(VersionRef version, Offer offer) {
        bound(
                        """
                insert into negotiation.offers (id, agreement, version, number, counter_to, side, made_by, hash,
                    made_at, expires_at, state)
                values (:id, :agreement, :version, :number, :counterTo, :side, :madeBy, :hash,
                    :madeAt, :expiresAt, :state)""",
                        version)
                .param("id", offer.id())
                .param("number", offer.number())
                .param("counterTo", offer.counterTo())
                .param("side", offer.from().name())
                .param("madeBy", offer.madeBy().value())
                .param("hash", offer.hash().hex())
                .param("madeAt", timestamptz(offer.madeAt()))
                .param("expiresAt", timestamptz(offer.expiresAt()))
                .param("state", offer.state().name())
                .update();
    }

    void setState(Offer offer, OfferState state) {
        jdbc.sql("update negotiation.offers set state = :state where id = :id")
                .param("state", state.name())
                .param("id", offer.id())
                .update();
    }

    /** All offers of a version, in the order in which they were made. */
    List<Offer> offers(VersionRef version) {
        return bound("select * from negotiation.offers" + WHERE + " order by number", version)
                .query((row, n) -> offer(row))
                .list();
    }

    void record(VersionRef version, Act act) {
        Offer offer = act.offer();
        bound(
                        """
                insert into negotiation.acts (agreement, version, number, kind, offer, head_hash, acted_by,
                    third_party, reason, acted_at)
                values (:agreement, :version, :number, :kind, :offer, :headHash, :by, :thirdParty, :reason, :at)""",
                        version)
                .param("number", act.number())
                .param("kind", act.kind().name())
                .param("offer", offer == null ? null : offer.id())
                .param("headHash", offer == null ? null : offer.hash().hex())
                .param("by", act.by().value())
                .param("thirdParty", act.thirdParty())
                .param("reason", act.reason())
                .param("at", timestamptz(act.at()))
                .update();
    }

    void consent(VersionRef version, String thirdParty, ContentHash subDocument, PersonId by, Instant at) {
        bound(
                        """
                insert into negotiation.consents (agreement, version, third_party, sub_hash, consented_by, consented_at)
                values (:agreement, :version, :thirdParty, :subHash, :by, :at) on conflict do nothing""",
                        version)
                .param("thirdParty", thirdParty)
                .param("subHash", subDocument.hex())
                .param("by", by.value())
                .param("at", timestamptz(at))
                .update();
    }

    /** A consent to anything else than what a third party is asked for now is void, also if that comes back. */
    void voidConsentsExcept(VersionRef version, Map<String, ContentHash> asked) {
        bound(
                        """
                delete from negotiation.consents c
                where agreement = :agreement and version = :version
                  and not exists (select 1 from unnest(:parties, :hashes) as a(party, hash)
                                  where a.party = c.third_party and a.hash = c.sub_hash)""",
                        version)
                .param("parties", asked.keySet().toArray(String[]::new))
                .param("hashes", asked.values().stream().map(ContentHash::hex).toArray(String[]::new))
                .update();
    }

    boolean hasConsented(VersionRef version, String thirdParty, ContentHash subDocument) {
        return bound(
                                """
                select count(*) from negotiation.consents"""
                                        + WHERE + " and third_party = :thirdParty and sub_hash = :subHash",
                                version)
                        .param("thirdParty", thirdParty)
                        .param("subHash", subDocument.hex())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** One act, as it is kept. */
    record Act(
            int number,
            ActKind kind,
            @Nullable Offer offer,
            PersonId by,
            @Nullable String thirdParty,
            String reason,
            Instant at) {}

    private JdbcClient.StatementSpec bound(String sql, VersionRef version) {
        return jdbc.sql(sql).param("agreement", version.agreement()).param("version", version.number());
    }

    private Negotiation negotiation(ResultSet row, VersionRef version) throws SQLException {
        UUID head = row.getObject("head", UUID.class);
        return new Negotiation(
                version,
                NegotiationState.valueOf(row.getString("state")),
                head == null ? null : offer(head),
                row.getInt("acts"),
                row.getInt("rounds"),
                row.getInt("max_rounds"),
                instantOrNull(row, "ends_at"));
    }

    private Offer offer(UUID id) {
        return jdbc.sql("select * from negotiation.offers where id = :id")
                .param("id", id)
                .query((row, n) -> offer(row))
                .single();
    }

    private static Offer offer(ResultSet row) throws SQLException {
        return new Offer(
                row.getObject("id", UUID.class),
                row.getInt("number"),
                row.getObject("counter_to", UUID.class),
                Side.valueOf(row.getString("side")),
                new PersonId(row.getString("made_by")),
                new ContentHash(row.getString("hash")),
                instant(row, "made_at"),
                instant(row, "expires_at"),
                OfferState.valueOf(row.getString("state")));
    }
}
