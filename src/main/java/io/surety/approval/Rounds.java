package io.surety.approval;

import static io.surety.shared.SqlInstants.instant;
import static io.surety.shared.SqlInstants.instantOrNull;
import static java.time.ZoneOffset.UTC;

import io.surety.agreement.VersionRef;
import io.surety.party.PersonId;
import io.surety.shared.ContentHash;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rounds on record. */
@Repository
class Rounds {

    private final JdbcClient jdbc;

    Rounds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Round start(
            VersionRef version,
            ContentHash hash,
            PersonId proposer,
            @Nullable PersonId offeredBy,
            BigDecimal yearlyValue,
            String currency,
            Instant now,
            Instant lapsesAt) {
        long id = jdbc.sql(
                        """
                insert into approval.rounds
                    (version, content_hash, proposer, offered_by, yearly_value, currency, started_at, lapses_at)
                values (:version, :hash, :proposer, :offeredBy, :value, :currency, :now, :lapses)
                returning id""")
                .param("version", version.toString())
                .param("hash", hash.hex())
                .param("proposer", proposer.value())
                .param("offeredBy", offeredBy == null ? null : offeredBy.value())
                .param("value", yearlyValue)
                .param("currency", currency)
                .param("now", now.atOffset(UTC))
                .param("lapses", lapsesAt.atOffset(UTC))
                .query(Long.class)
                .single();
        return new Round(id, version, hash, proposer, offeredBy, currency, now, lapsesAt, null, false, null, null);
    }

    Optional<Round> open(VersionRef version) {
        return jdbc.sql("select * from approval.rounds where version = :version and outcome is null")
                .param("version", version.toString())
                .query(Rounds::round)
                .optional();
    }

    Round get(long id) {
        return jdbc.sql("select * from approval.rounds where id = :id")
                .param("id", id)
                .query(Rounds::round)
                .single();
    }

    /**
     * The round, locked until the transaction ends: votes on one content are taken one after the other, so that the last
     * one of a quorum sees all others.
     */
    Round lock(long id) {
        return jdbc.sql("select * from approval.rounds where id = :id for update")
                .param("id", id)
                .query(Rounds::round)
                .single();
    }

    /** All rounds of a version, oldest first. */
    List<Round> of(VersionRef version) {
        return jdbc.sql("select * from approval.rounds where version = :version order by id")
                .param("version", version.toString())
                .query(Rounds::round)
                .list();
    }

    void end(long id, ApprovalOutcome outcome, String reason, Instant now) {
        end(id, outcome.name(), reason, now);
    }

    /** Ends a round whose content is no longer what was put to the vote; its votes count for nothing. */
    void endAsVoid(long id, String reason, Instant now) {
        end(id, "VOID", reason, now);
    }

    private void end(long id, String outcome, String reason, Instant now) {
        jdbc.sql(
                        """
                update approval.rounds set outcome = :outcome, reason = :reason, ended_at = :now
                where id = :id and outcome is null""")
                .param("id", id)
                .param("outcome", outcome)
                .param("reason", reason)
                .param("now", now.atOffset(UTC))
                .update();
    }

    private static Round round(ResultSet row, int n) throws SQLException {
        String outcome = row.getString("outcome");
        boolean voided = "VOID".equals(outcome);
        String offeredBy = row.getString("offered_by");
        return new Round(
                row.getLong("id"),
                VersionRef.parse(row.getString("version")),
                new ContentHash(row.getString("content_hash")),
                new PersonId(row.getString("proposer")),
                offeredBy == null ? null : new PersonId(offeredBy),
                row.getString("currency"),
                instant(row, "started_at"),
                instant(row, "lapses_at"),
                outcome == null || voided ? null : ApprovalOutcome.valueOf(outcome),
                voided,
                row.getString("reason"),
                instantOrNull(row, "ended_at"));
    }
}
