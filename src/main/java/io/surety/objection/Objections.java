package io.surety.objection;

import static io.surety.shared.SqlInstants.instant;
import static io.surety.shared.SqlInstants.instantIfAny;
import static io.surety.shared.SqlInstants.timestamptz;

import io.surety.agreement.VersionRef;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The objections, and what was said to them. */
@Repository
public class Objections {

    private final JdbcClient jdbc;

    Objections(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws Refusal if there is none */
    public Objection get(UUID id) {
        return one(id, "");
    }

    /** Those to an agreement, the oldest first. */
    public List<Objection> of(String agreement) {
        return jdbc.sql("select * from objection.objections where agreement = :agreement order by raised_at, id")
                .param("agreement", agreement)
                .query(Objections::objection)
                .list();
    }

    /** What was said, in order. */
    public List<Objection.Act> acts(UUID id) {
        return jdbc.sql("select * from objection.acts where objection = :id order by number")
                .param("id", id)
                .query(Objections::act)
                .list();
    }

    Objection lock(UUID id) {
        return one(id, " for update");
    }

    private Objection one(UUID id, String lock) {
        return jdbc.sql("select * from objection.objections where id = :id" + lock)
                .param("id", id)
                .query(Objections::objection)
                .optional()
                .orElseThrow(() -> Refusal.notFound("objection " + id));
    }

    /** @return false if the same side objects to the same already */
    boolean insert(Objection objection) {
        return jdbc.sql(
                                """
                                insert into objection.objections
                                    (id, agreement, version, term, period_from, period_to, about, subject, objector,
                                     answerer, reason, evidence, state, raised_by, raised_at)
                                values (:id, :agreement, :version, :term, :from, :to, :about, :subject, :objector,
                                    :answerer, :reason, :evidence, :state, :by, :at)
                                on conflict do nothing
                                """)
                        .param("id", objection.id())
                        .param("agreement", objection.version().agreement())
                        .param("version", objection.version().number())
                        .param("term", objection.term())
                        .param("from", timestamptz(objection.period().from()))
                        .param("to", timestamptz(objection.period().to()))
                        .param("about", objection.about().name())
                        .param("subject", objection.subject())
                        .param("objector", objection.objector().value())
                        .param("answerer", objection.answerer().value())
                        .param("reason", objection.reason())
                        .param("evidence", objection.evidence())
                        .param("state", objection.state().name())
                        .param("by", objection.raisedBy().value())
                        .param("at", timestamptz(objection.raisedAt()))
                        .update()
                == 1;
    }

    void move(UUID id, Objection.State to, @Nullable Instant endedAt) {
        jdbc.sql("update objection.objections set state = :to, ended_at = :ended where id = :id")
                .param("id", id)
                .param("to", to.name())
                .param("ended", endedAt == null ? null : timestamptz(endedAt))
                .update();
    }

    void say(UUID id, Objection.Act act) {
        jdbc.sql(
                        """
                        insert into objection.acts (objection, number, kind, person, comment, evidence, acted_at)
                        select :id, 1 + count(*), :kind, :person, :comment, :evidence, :at
                        from objection.acts where objection = :id
                        """)
                .param("id", id)
                .param("kind", act.kind().name())
                .param("person", act.person().map(PersonId::value).orElse(null))
                .param("comment", act.comment())
                .param("evidence", act.evidence())
                .param("at", timestamptz(act.at()))
                .update();
    }

    private static Objection objection(ResultSet row, int number) throws SQLException {
        return new Objection(
                row.getObject("id", UUID.class),
                new VersionRef(row.getString("agreement"), row.getInt("version")),
                row.getString("term"),
                new Interval(instant(row, "period_from"), instant(row, "period_to")),
                Objection.About.valueOf(row.getString("about")),
                row.getString("subject"),
                new OrganisationId(row.getString("objector")),
                new OrganisationId(row.getString("answerer")),
                row.getString("reason"),
                row.getString("evidence"),
                Objection.State.valueOf(row.getString("state")),
                new PersonId(row.getString("raised_by")),
                instant(row, "raised_at"),
                instantIfAny(row, "ended_at"));
    }

    private static Objection.Act act(ResultSet row, int number) throws SQLException {
        return new Objection.Act(
                Objection.Act.Kind.valueOf(row.getString("kind")),
                Optional.ofNullable(row.getString("person")).map(PersonId::new),
                row.getString("comment"),
                row.getString("evidence"),
                instant(row, "acted_at"));
    }
}
