package io.surety.evaluation.period;

import static io.surety.shared.SqlInstants.instantIfAny;

import io.surety.agreement.document.Per;
import io.surety.shared.SqlInstants;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The closes, under way and done. */
@Repository
class Closes {

    private final JdbcClient jdbc;

    Closes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return false if it was opened before, also by another node at this moment */
    boolean open(CloseKey key, Instant now) {
        return jdbc.sql(
                                """
                                insert into evaluation.closes (key, zone, per, ends_at, started_at)
                                values (:key, :zone, :per, :endsAt, :now)
                                on conflict do nothing
                                """)
                        .param("key", key.toString())
                        .param("zone", key.zone().getId())
                        .param("per", key.per().name())
                        .param("endsAt", SqlInstants.timestamptz(key.period().to()))
                        .param("now", SqlInstants.timestamptz(now))
                        .update()
                == 1;
    }

    /** The end of the last period that was closed; empty if none was. */
    Optional<Instant> lastEnd(ZoneId zone, Per per) {
        return jdbc.sql("select max(ends_at) as ends_at from evaluation.closes where zone = :zone and per = :per")
                .param("zone", zone.getId())
                .param("per", per.name())
                .query((row, n) -> instantIfAny(row, "ends_at"))
                .single();
    }

    void count(CloseKey key, int judged) {
        jdbc.sql("update evaluation.closes set judged = judged + :judged where key = :key")
                .param("key", key.toString())
                .param("judged", judged)
                .update();
    }

    void end(CloseKey key, Instant now) {
        jdbc.sql("update evaluation.closes set ended_at = :now where key = :key and ended_at is null")
                .param("key", key.toString())
                .param("now", SqlInstants.timestamptz(now))
                .update();
    }
}
