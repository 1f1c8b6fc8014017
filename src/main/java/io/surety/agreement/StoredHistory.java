package io.surety.agreement;

import static io.surety.shared.SqlInstants.instant;
import static io.surety.shared.SqlInstants.timestamptz;

import io.surety.party.PersonId;
import io.surety.shared.ContentHash;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What happened to agreements; only ever added to. */
@Repository
class StoredHistory {

    private final JdbcClient jdbc;

    StoredHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(VersionRef ref, Instant at, PersonId by, VersionState state, ContentHash hash, String reason) {
        jdbc.sql(
                        """
                insert into agreement.history (agreement, number, at, person, state, hash, reason)
                values (:agreement, :number, :at, :person, :state, :hash, :reason)""")
                .param("agreement", ref.agreement())
                .param("number", ref.number())
                .param("at", timestamptz(at))
                .param("person", by.value())
                .param("state", state.name())
                .param("hash", hash.hex())
                .param("reason", reason)
                .update();
    }

    List<Agreements.HistoryEntry> of(String agreement) {
        return jdbc.sql(
                        """
                select agreement, number, at, person, state, hash, reason from agreement.history
                where agreement = :agreement order by id""")
                .param("agreement", agreement)
                .query((row, index) -> new Agreements.HistoryEntry(
                        new VersionRef(row.getString("agreement"), row.getInt("number")),
                        instant(row, "at"),
                        new PersonId(row.getString("person")),
                        VersionState.valueOf(row.getString("state")),
                        new ContentHash(row.getString("hash")),
                        row.getString("reason")))
                .list();
    }
}
