package io.surety.approval;

import static io.surety.shared.SqlInstants.instant;

import io.surety.approval.ApprovalHistory.OpenSeat;
import io.surety.party.PersonId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Seats that wait for somebody. */
@Repository
class OpenSeats {

    private final JdbcClient jdbc;

    OpenSeats(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By due time; without the steps that have been decided while the task was still there. */
    List<OpenSeat> of(PersonId person) {
        return jdbc.sql(
                        """
                select s.task, r.version, p.party, p.role, p.why, s.due_at
                from approval.seat_people c
                join approval.seats s on s.id = c.seat
                join approval.steps p on p.id = s.step
                join approval.rounds r on r.id = p.round
                where c.person = :person
                  and s.task is not null
                  and r.outcome is null
                  and not exists (select from approval.votes v where v.seat = s.id)
                  and p.needed > (select count(*) from approval.votes v
                                  where v.step = p.id and v.decision = 'APPROVE')
                               + (select count(*) from approval.carried_over o where o.step = p.id)
                order by s.due_at, s.id""")
                .param("person", person.value())
                .query((row, n) -> new OpenSeat(
                        row.getString("task"),
                        row.getString("version"),
                        row.getString("party"),
                        row.getString("role"),
                        row.getString("why"),
                        instant(row, "due_at")))
                .list();
    }
}
