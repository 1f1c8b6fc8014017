package io.surety.party;

import static io.surety.shared.SqlInstants.instant;

import io.surety.shared.Diagnostic;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class StoredAbsencePlan implements AbsencePlan {

    private final JdbcClient jdbc;
    private final PeopleOnRecord people;
    private final OrganisationTree organisations;

    StoredAbsencePlan(JdbcClient jdbc, PeopleOnRecord people, OrganisationTree organisations) {
        this.jdbc = jdbc;
        this.people = people;
        this.organisations = organisations;
    }

    @Override
    @Transactional
    public Absence enter(Absence absence, Instant now) {
        if (!mayStandIn(absence)) {
            throw Refusal.invalid(
                    "absence-invalid",
                    "the substitute is not one of her colleagues",
                    List.of(new Diagnostic(
                            "/substitute", "unknown-substitute", "name another person of the same organisation")));
        }
        jdbc.sql(
                        """
                insert into party.absences (id, person, substitute, starts_at, ends_at, reason, created_at)
                values (:id, :person, :substitute, :from, :to, :reason, :now)""")
                .param("id", absence.id())
                .param("person", absence.person().value())
                .param("substitute", absence.substitute().value())
                .param("from", absence.during().from().atOffset(ZoneOffset.UTC))
                .param("to", absence.during().to().atOffset(ZoneOffset.UTC))
                .param("reason", absence.reason())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        return absence;
    }

    /** A stranger's name is refused as an unknown one is, so that nobody learns who there is elsewhere. */
    private boolean mayStandIn(Absence absence) {
        if (absence.person().equals(absence.substitute())) {
            return false;
        }
        Optional<OrganisationId> own = people.find(absence.person()).map(p -> organisations.rootOf(p.organisation()));
        return own.isPresent()
                && people.find(absence.substitute())
                        .map(p -> organisations.rootOf(p.organisation()))
                        .equals(own);
    }

    @Override
    public List<Absence> of(PersonId person, Instant from) {
        return jdbc.sql(
                        """
                select id, person, substitute, starts_at, ends_at, reason from party.absences
                where person = :person and ends_at > :from order by starts_at, id""")
                .param("person", person.value())
                .param("from", from.atOffset(ZoneOffset.UTC))
                .query(StoredAbsencePlan::absence)
                .list();
    }

    /** The absence that covers an instant; of several the one entered last. */
    Optional<Absence> covering(PersonId person, Instant at) {
        return jdbc.sql(
                        """
                select id, person, substitute, starts_at, ends_at, reason from party.absences
                where person = :person and starts_at <= :at and ends_at > :at
                order by created_at desc, id limit 1""")
                .param("person", person.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(StoredAbsencePlan::absence)
                .optional();
    }

    @Override
    @Transactional
    public void cancel(UUID absence, PersonId person) {
        int removed = jdbc.sql("delete from party.absences where id = :id and person = :person")
                .param("id", absence)
                .param("person", person.value())
                .update();
        if (removed == 0) {
            throw Refusal.notFound("absence " + absence);
        }
    }

    private static Absence absence(ResultSet row, int number) throws SQLException {
        return new Absence(
                row.getObject("id", UUID.class),
                new PersonId(row.getString("person")),
                new PersonId(row.getString("substitute")),
                new Interval(instant(row, "starts_at"), instant(row, "ends_at")),
                row.getString("reason"));
    }
}
