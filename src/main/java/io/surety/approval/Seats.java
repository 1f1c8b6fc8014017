package io.surety.approval;

import static io.surety.shared.SqlInstants.instant;
import static io.surety.shared.SqlInstants.instantOrNull;
import static java.time.ZoneOffset.UTC;

import io.surety.approval.Seat.Sitter;
import io.surety.party.PersonId;
import io.surety.shared.ContentHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The seats of steps, who may take them, and the votes from them. */
@Repository
class Seats {

    private final JdbcClient jdbc;

    Seats(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long add(long step, Instant dueAt, List<Sitter> people) {
        long seat = jdbc.sql("insert into approval.seats (step, due_at) values (:step, :due) returning id")
                .param("step", step)
                .param("due", dueAt.atOffset(UTC))
                .query(Long.class)
                .single();
        setPeople(seat, people);
        return seat;
    }

    private void setPeople(long seat, List<Sitter> people) {
        jdbc.sql("delete from approval.seat_people where seat = :seat")
                .param("seat", seat)
                .update();
        for (int i = 0; i < people.size(); i++) {
            Sitter sitter = people.get(i);
            PersonId absent = sitter.insteadOf();
            jdbc.sql(
                            """
                    insert into approval.seat_people (seat, person, rank, instead_of, reason, by_role)
                    values (:seat, :person, :rank, :absent, :reason, :byRole)""")
                    .param("seat", seat)
                    .param("person", sitter.person().value())
                    .param("rank", i)
                    .param("absent", absent == null ? null : absent.value())
                    .param("reason", sitter.reason())
                    .param("byRole", sitter.byRole())
                    .update();
        }
    }

    /** Gives an overdue seat to others. */
    void escalate(long seat, List<Sitter> people, Instant now) {
        jdbc.sql("update approval.seats set escalated_at = :now where id = :seat")
                .param("seat", seat)
                .param("now", now.atOffset(UTC))
                .update();
        setPeople(seat, people);
    }

    void standsAt(long seat, String task) {
        jdbc.sql("update approval.seats set task = :task where id = :seat")
                .param("seat", seat)
                .param("task", task)
                .update();
    }

    Seat get(long id) {
        return jdbc.sql("select * from approval.seats where id = :id")
                .param("id", id)
                .query(this::seat)
                .single();
    }

    List<Seat> of(long step) {
        return jdbc.sql("select * from approval.seats where step = :step order by id")
                .param("step", step)
                .query(this::seat)
                .list();
    }

    void vote(Step step, Seat seat, Vote vote) {
        jdbc.sql(
                        """
                insert into approval.votes
                    (task, seat, step, round, side, person, decision, reason, voted_at, content_hash, scope_hash)
                values (:task, :seat, :step, :round, :side, :person, :decision, :reason, :now, :hash, :scope)""")
                .param("task", vote.task())
                .param("seat", seat.id())
                .param("step", step.id())
                .param("round", step.round())
                .param("side", step.side().name())
                .param("person", vote.person().value())
                .param("decision", vote.decision().name())
                .param("reason", vote.reason())
                .param("now", vote.at().atOffset(UTC))
                .param("hash", vote.hash().hex())
                .param("scope", step.scopeHash().hex())
                .update();
    }

    private Seat seat(ResultSet row, int n) throws SQLException {
        long id = row.getLong("id");
        return new Seat(
                id,
                row.getLong("step"),
                row.getString("task"),
                instant(row, "due_at"),
                instantOrNull(row, "escalated_at"),
                people(id),
                vote(id).orElse(null));
    }

    private List<Sitter> people(long seat) {
        return jdbc.sql("select * from approval.seat_people where seat = :seat order by rank")
                .param("seat", seat)
                .query((row, n) -> new Sitter(
                        new PersonId(row.getString("person")),
                        person(row.getString("instead_of")),
                        row.getString("reason"),
                        row.getBoolean("by_role")))
                .list();
    }

    private Optional<Vote> vote(long seat) {
        return jdbc.sql("select * from approval.votes where seat = :seat")
                .param("seat", seat)
                .query((row, n) -> new Vote(
                        row.getString("task"),
                        new PersonId(row.getString("person")),
                        Decision.valueOf(row.getString("decision")),
                        row.getString("reason"),
                        instant(row, "voted_at"),
                        new ContentHash(row.getString("content_hash"))))
                .optional();
    }

    private static @Nullable PersonId person(@Nullable String id) {
        return id == null ? null : new PersonId(id);
    }
}
