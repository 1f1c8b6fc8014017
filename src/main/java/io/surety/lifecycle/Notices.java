package io.surety.lifecycle;

import static io.surety.shared.SqlInstants.instant;

import io.surety.agreement.VersionRef;
import io.surety.party.PersonId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The notices on record, at most one for a version. */
@Repository
class Notices {

    private final JdbcClient jdbc;

    Notices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param endsOn the first local date on which the agreement is no longer in force */
    record Notice(LocalDate endsOn, PersonId by, String reason, Instant at) {}

    /** @return false if notice had been given before */
    boolean give(VersionRef version, Notice notice) {
        return jdbc.sql(
                                """
                insert into lifecycle.notices (agreement, number, ends_on, given_by, reason, given_at)
                values (:agreement, :number, :ends, :by, :reason, :at)
                on conflict (agreement, number) do nothing""")
                        .param("agreement", version.agreement())
                        .param("number", version.number())
                        .param("ends", notice.endsOn())
                        .param("by", notice.by().value())
                        .param("reason", notice.reason())
                        .param("at", notice.at().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    Optional<Notice> of(VersionRef version) {
        return jdbc.sql(
                        """
                select ends_on, given_by, reason, given_at from lifecycle.notices
                where agreement = :agreement and number = :number""")
                .param("agreement", version.agreement())
                .param("number", version.number())
                .query((row, n) -> new Notice(
                        row.getObject("ends_on", LocalDate.class),
                        new PersonId(row.getString("given_by")),
                        row.getString("reason"),
                        instant(row, "given_at")))
                .optional();
    }
}
