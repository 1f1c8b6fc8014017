package io.surety.approval;

import io.surety.calendar.Span;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.party.Role;
import io.surety.shared.ContentHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The steps of rounds, read whole: with their seats, votes and what was carried over. */
@Repository
class Steps {

    private final JdbcClient jdbc;
    private final Seats seats;

    Steps(JdbcClient jdbc, Seats seats) {
        this.jdbc = jdbc;
        this.seats = seats;
    }

    long add(long round, Side side, OrganisationId party, StepPlan plan, ContentHash scope) {
        return jdbc.sql(
                        """
                insert into approval.steps
                    (round, side, party, role, position, mode, limit_amount, due_within, scope, scope_hash, why)
                values (:round, :side, :party, :role, :position, :mode, :limit, :within, :scope, :hash, :why)
                returning id""")
                .param("round", round)
                .param("side", side.name())
                .param("party", party.value())
                .param("role", plan.role().name())
                .param("position", plan.order())
                .param("mode", plan.mode().toString())
                .param("limit", plan.limit())
                .param("within", plan.dueWithin().text())
                .param("scope", String.join(" ", plan.scope()))
                .param("hash", scope.hex())
                .param("why", String.join("; ", plan.why()))
                .query(Long.class)
                .single();
    }

    /** How many approvals decide the step. */
    void needs(long step, int approvals) {
        jdbc.sql("update approval.steps set needed = :needed, missing = null where id = :id")
                .param("id", step)
                .param("needed", approvals)
                .update();
    }

    /** How many people the step lacks before anybody is asked. */
    void lacks(long step, int people) {
        jdbc.sql("update approval.steps set missing = :missing where id = :id")
                .param("id", step)
                .param("missing", people)
                .update();
    }

    /** Binds the step to the task in which somebody finds the people that it lacks. */
    void isFilledIn(long step, String task) {
        jdbc.sql("update approval.steps set filled_in = :task where id = :id")
                .param("id", step)
                .param("task", task)
                .update();
    }

    Optional<Step> filledIn(String task) {
        return jdbc.sql("select * from approval.steps where filled_in = :task")
                .param("task", task)
                .query(this::step)
                .optional();
    }

    void carryOver(long step, CarriedOver approval) {
        jdbc.sql(
                        """
                insert into approval.carried_over (step, person, vote, from_hash, to_hash, scope_hash, reason)
                values (:step, :person, :vote, :from, :to, :scope, :reason)""")
                .param("step", step)
                .param("person", approval.person().value())
                .param("vote", approval.vote())
                .param("from", approval.from().hex())
                .param("to", approval.to().hex())
                .param("scope", approval.scope().hex())
                .param("reason", approval.reason())
                .update();
    }

    Step get(long id) {
        return jdbc.sql("select * from approval.steps where id = :id")
                .param("id", id)
                .query(this::step)
                .single();
    }

    Optional<Step> ofTask(String task) {
        return jdbc.sql("select p.* from approval.steps p join approval.seats s on s.step = p.id where s.task = :task")
                .param("task", task)
                .query(this::step)
                .optional();
    }

    /** In the order in which they are asked. */
    List<Step> of(long round) {
        return jdbc.sql("select * from approval.steps where round = :round order by side desc, position, id")
                .param("round", round)
                .query(this::step)
                .list();
    }

    /** The steps of one chain. */
    List<Step> of(long round, Side side) {
        return of(round).stream().filter(step -> step.side() == side).toList();
    }

    private Step step(ResultSet row, int n) throws SQLException {
        long id = row.getLong("id");
        return new Step(
                id,
                row.getLong("round"),
                Side.valueOf(row.getString("side")),
                new OrganisationId(row.getString("party")),
                new Role(row.getString("role")),
                row.getInt("position"),
                StepMode.parse(row.getString("mode")),
                row.getBigDecimal("limit_amount"),
                Span.parse(row.getString("due_within")),
                List.of(row.getString("scope").split(" ")),
                new ContentHash(row.getString("scope_hash")),
                row.getString("why"),
                row.getObject("needed", Integer.class),
                row.getObject("missing", Integer.class),
                seats.of(id),
                carriedOver(id));
    }

    private List<CarriedOver> carriedOver(long step) {
        return jdbc.sql("select * from approval.carried_over where step = :step order by person")
                .param("step", step)
                .query((row, n) -> new CarriedOver(
                        new PersonId(row.getString("person")),
                        row.getString("vote"),
                        new ContentHash(row.getString("from_hash")),
                        new ContentHash(row.getString("to_hash")),
                        new ContentHash(row.getString("scope_hash")),
                        row.getString("reason")))
                .list();
    }
}
