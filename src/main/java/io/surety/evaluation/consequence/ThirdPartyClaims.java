package io.surety.evaluation.consequence;

import static io.surety.shared.SqlInstants.instant;
import static io.surety.shared.SqlInstants.instantIfAny;
import static io.surety.shared.SqlInstants.timestamptz;

import com.fasterxml.jackson.core.type.TypeReference;
import io.surety.agreement.VersionRef;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.shared.SqlInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The claims against third parties: one row for a verdict and contract, whatever is judged how often. */
@Repository
public class ThirdPartyClaims {

    private final JdbcClient jdbc;

    ThirdPartyClaims(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws Refusal if there is none */
    public ThirdPartyClaim get(UUID id) {
        return one("where id = :value", id);
    }

    /** Those for violations of an agreement, by period and third party. */
    public List<ThirdPartyClaim> of(String agreement) {
        return select("where agreement = :value order by period_from, term, third_party, id", agreement);
    }

    ThirdPartyClaim lock(UUID id) {
        return one("where id = :value for update", id);
    }

    List<ThirdPartyClaim> lockOf(UUID verdict) {
        return select("where verdict = :value order by id for update", verdict);
    }

    void insert(ThirdPartyClaim claim) {
        jdbc.sql(
                        """
                        insert into evaluation.third_party_claims
                            (id, verdict, agreement, version, term, target, period_from, period_to, claimant,
                             third_party, contract, supports, evidence, millis, state, claim_until, opened_at)
                        values (:id, :verdict, :agreement, :version, :term, :target, :from, :to, :claimant,
                            :thirdParty, :contract, :supports::jsonb, :evidence::jsonb, :millis, 'OPEN', :until,
                            :openedAt)
                        """)
                .param("id", claim.id())
                .param("verdict", claim.verdict())
                .param("agreement", claim.version().agreement())
                .param("version", claim.version().number())
                .param("term", claim.term())
                .param("target", claim.target().orElse(""))
                .param("from", timestamptz(claim.period().from()))
                .param("to", timestamptz(claim.period().to()))
                .param("claimant", claim.claimant().value())
                .param("thirdParty", claim.thirdParty().value())
                .param("contract", claim.contract())
                .param("supports", Rows.json(claim.supports()))
                .param("evidence", Rows.json(claim.evidence()))
                .param("millis", claim.millis())
                .param("until", claim.claimUntil().map(SqlInstants::timestamptz).orElse(null))
                .param("openedAt", timestamptz(claim.openedAt()))
                .update();
    }

    /** Brings the evidence of one that is open to what the ledger says now; also opens one again that was withdrawn. */
    void reopen(UUID id, ThirdPartyClaim as) {
        jdbc.sql(
                        """
                        update evaluation.third_party_claims
                        set evidence = :evidence::jsonb, millis = :millis, state = 'OPEN', settled_at = null,
                            settled_by = null, comment = ''
                        where id = :id
                        """)
                .param("id", id)
                .param("evidence", Rows.json(as.evidence()))
                .param("millis", as.millis())
                .update();
    }

    /** @param by null where nobody decided it */
    void settle(UUID id, ThirdPartyClaim.State to, @Nullable PersonId by, String comment, Instant now) {
        jdbc.sql(
                        """
                        update evaluation.third_party_claims
                        set state = :to, settled_at = :now, settled_by = :by, comment = :comment where id = :id
                        """)
                .param("id", id)
                .param("to", to.name())
                .param("now", timestamptz(now))
                .param("by", by == null ? null : by.value())
                .param("comment", comment)
                .update();
    }

    private ThirdPartyClaim one(String where, UUID id) {
        return select(where, id).stream().findFirst().orElseThrow(() -> Refusal.notFound("third-party claim " + id));
    }

    private List<ThirdPartyClaim> select(String where, Object value) {
        return jdbc.sql("select * from evaluation.third_party_claims " + where)
                .param("value", value)
                .query(ThirdPartyClaims::read)
                .list();
    }

    private static ThirdPartyClaim read(ResultSet row, int number) throws SQLException {
        String target = row.getString("target");
        return new ThirdPartyClaim(
                row.getObject("id", UUID.class),
                row.getObject("verdict", UUID.class),
                new VersionRef(row.getString("agreement"), row.getInt("version")),
                row.getString("term"),
                target.isEmpty() ? Optional.empty() : Optional.of(target),
                new Interval(instant(row, "period_from"), instant(row, "period_to")),
                new OrganisationId(row.getString("claimant")),
                new OrganisationId(row.getString("third_party")),
                row.getString("contract"),
                Rows.list(row.getString("supports"), new TypeReference<List<String>>() {}),
                Rows.list(row.getString("evidence"), new TypeReference<List<ClaimEvidence>>() {}),
                ThirdPartyClaim.State.valueOf(row.getString("state")),
                instantIfAny(row, "claim_until"),
                instant(row, "opened_at"),
                instantIfAny(row, "settled_at"),
                Optional.ofNullable(row.getString("settled_by")).map(PersonId::new),
                row.getString("comment"));
    }
}
