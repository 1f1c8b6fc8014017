package io.surety.escalation;

import static io.surety.shared.SqlInstants.instant;

import io.surety.agreement.document.EscalationPolicy.Channel;
import io.surety.party.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What happened in an escalation, and who was told. Only ever added to. */
@Repository
class Chronicle {

    /** @param detail for people, in plain words */
    record Entry(Instant at, String what, Optional<PersonId> person, String detail) {}

    private final JdbcClient jdbc;

    Chronicle(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void note(EscalationId escalation, Instant at, String what, @Nullable PersonId person, String detail) {
        jdbc.sql(
                        """
                insert into escalation.log (escalation, at, what, person, detail)
                values (:escalation, :at, :what, :person, :detail)""")
                .param("escalation", escalation.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("what", what)
                .param("person", person == null ? null : person.value())
                .param("detail", detail)
                .update();
    }

    List<Entry> of(EscalationId escalation) {
        return jdbc.sql(
                        "select at, what, person, detail from escalation.log where escalation = :escalation order by id")
                .param("escalation", escalation.value())
                .query((row, n) -> new Entry(
                        instant(row, "at"),
                        row.getString("what"),
                        Optional.ofNullable(row.getString("person")).map(PersonId::new),
                        row.getString("detail")))
                .list();
    }

    void told(EscalationId escalation, Telling telling) {
        jdbc.sql(
                        """
                insert into escalation.tellings
                    (escalation, round, tier, repetition, person, instead_of, channel, due_at, told_at)
                values (:escalation, :round, :tier, :repetition, :person, :insteadOf, :channel, :due, :told)
                on conflict do nothing""")
                .param("escalation", escalation.value())
                .param("round", telling.round())
                .param("tier", telling.tier())
                .param("repetition", telling.repetition())
                .param("person", telling.person().value())
                .param("insteadOf", telling.insteadOf().map(PersonId::value).orElse(null))
                .param("channel", telling.channel().name())
                .param("due", telling.dueAt().atOffset(ZoneOffset.UTC))
                .param("told", telling.toldAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    List<Telling> tellings(EscalationId escalation) {
        return jdbc.sql(
                        """
                select * from escalation.tellings where escalation = :escalation
                order by told_at, round, tier, repetition, person, channel""")
                .param("escalation", escalation.value())
                .query(Chronicle::telling)
                .list();
    }

    /** Everybody who was told, once each, in the order in which they were. */
    List<PersonId> toldPeople(EscalationId escalation) {
        return tellings(escalation).stream().map(Telling::person).distinct().toList();
    }

    private static Telling telling(ResultSet row, int number) throws SQLException {
        return new Telling(
                row.getInt("round"),
                row.getInt("tier"),
                row.getInt("repetition"),
                new PersonId(row.getString("person")),
                Optional.ofNullable(row.getString("instead_of")).map(PersonId::new),
                Channel.valueOf(row.getString("channel")),
                instant(row, "due_at"),
                instant(row, "told_at"));
    }
}
