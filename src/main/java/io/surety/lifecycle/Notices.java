package io.surety.lifecycle;

import static io.surety.shared.SqlInstants.instant;

import io.surety.agreement.VersionRef;
import io.surety.party.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
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

    /**
     * @param endsOn the first local date on which the agreement is no longer in force
     * @param cancelsClocks whether clocks that are open then are cancelled
     */
    record Notice(LocalDate endsOn, PersonId by, String reason, Instant at, boolean cancelsClocks) {}

    /** @return false if notice had been given before */
    boolean give(VersionRef version, Notice notice) {
        return jdbc.sql(
                                """
                insert into lifecycle.notices (agreement, number, ends_on, given_by, reason, given_at, cancels_clocks)
                values (:agreement, :number, :ends, :by, :reason, :at, :cancels)
                on conflict (agreement, number) do nothing""")
                        .param("agreement", version.agreement())
                        .param("number", version.number())
                        .param("ends", notice.endsOn())
                        .param("by", notice.by().value())
                        .param("reason", notice.reason())
                        .param("at", notice.at().atOffset(ZoneOffset.UTC))
                        .param("cancels", notice.cancelsClocks())
                        .update()
                == 1;
    }

    Optional<Notice> of(VersionRef version) {
        return jdbc.sql(
                        """
                select * from lifecycle.notices where agreement = :agreement and number = :number""")
                .param("agreement", version.agreement())
                .param("number", version.number())
                .query((row, n) -> notice(row))
                .optional();
    }

    /** The one by which a version ends on a date: its own, or one given before it renewed another version. */
    Optional<Notice> ending(VersionRef version, LocalDate date) {
        return jdbc.sql(
                        """
                select * from lifecycle.notices
                where agreement = :agreement and number <= :number and ends_on = :date
                order by number desc limit 1""")
                .param("agreement", version.agreement())
                .param("number", version.number())
                .param("date", date)
                .query((row, n) -> notice(row))
                .optional();
    }

    private static Notice notice(ResultSet row) throws SQLException {
        return new Notice(
                row.getObject("ends_on", LocalDate.class),
                new PersonId(row.getString("given_by")),
                row.getString("reason"),
                instant(row, "given_at"),
                row.getBoolean("cancels_clocks"));
    }
}
