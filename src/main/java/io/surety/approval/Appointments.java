package io.surety.approval;

import static java.time.ZoneOffset.UTC;

import io.surety.party.PersonId;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who was named for a step that too few people could decide. */
@Repository
class Appointments {

    private final JdbcClient jdbc;

    Appointments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param by who named her, and answers for it with the reason */
    record Appointment(PersonId person, PersonId by, String reason) {}

    void add(long step, Appointment appointment, Instant now) {
        jdbc.sql(
                        """
                insert into approval.appointments (step, person, appointed_by, reason, appointed_at)
                values (:step, :person, :by, :reason, :now)
                on conflict (step, person) do nothing""")
                .param("step", step)
                .param("person", appointment.person().value())
                .param("by", appointment.by().value())
                .param("reason", appointment.reason())
                .param("now", now.atOffset(UTC))
                .update();
    }

    /** In the order in which they were named. */
    List<Appointment> of(long step) {
        return jdbc.sql("select * from approval.appointments where step = :step order by appointed_at, person")
                .param("step", step)
                .query((row, n) -> new Appointment(
                        new PersonId(row.getString("person")),
                        new PersonId(row.getString("appointed_by")),
                        row.getString("reason")))
                .list();
    }
}
