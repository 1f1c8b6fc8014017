package io.surety.party;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows about people, their roles and their shifts; without names, which {@link Identities} has. */
@Repository
class PeopleOnRecord {

    /** A person without name and mail. */
    record Row(PersonId id, OrganisationId organisation, ZoneId zone, Locale language) {}

    private final JdbcClient jdbc;

    PeopleOnRecord(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Row> find(PersonId id) {
        return jdbc.sql("select id, organisation, zone, language from party.people where id = :id")
                .param("id", id.value())
                .query(PeopleOnRecord::row)
                .optional();
    }

    List<Row> all() {
        return jdbc.sql("select id, organisation, zone, language from party.people order by id")
                .query(PeopleOnRecord::row)
                .list();
    }

    void save(Person person) {
        jdbc.sql(
                        """
                insert into party.people (id, organisation, zone, language)
                values (:id, :organisation, :zone, :language)
                on conflict (id) do update
                set organisation = excluded.organisation, zone = excluded.zone, language = excluded.language""")
                .param("id", person.id().value())
                .param("organisation", person.organisation().value())
                .param("zone", person.zone().getId())
                .param("language", person.language().toLanguageTag())
                .update();
    }

    /** Who holds the role in exactly this organisation, by id. */
    List<Assignment> holders(Role role, OrganisationId organisation) {
        return jdbc.sql(
                        """
                select person, organisation, role, limit_amount, limit_currency from party.assignments
                where organisation = :organisation and role = :role order by person""")
                .param("organisation", organisation.value())
                .param("role", role.name())
                .query(PeopleOnRecord::assignment)
                .list();
    }

    List<Assignment> assignmentsOf(PersonId person) {
        return jdbc.sql(
                        """
                select person, organisation, role, limit_amount, limit_currency from party.assignments
                where person = :person order by organisation, role""")
                .param("person", person.value())
                .query(PeopleOnRecord::assignment)
                .list();
    }

    void save(Assignment assignment) {
        jdbc.sql(
                        """
                insert into party.assignments (person, organisation, role, limit_amount, limit_currency)
                values (:person, :organisation, :role, :limit, :currency)
                on conflict (person, organisation, role) do update
                set limit_amount = excluded.limit_amount, limit_currency = excluded.limit_currency""")
                .param("person", assignment.person().value())
                .param("organisation", assignment.organisation().value())
                .param("role", assignment.role().name())
                .param("limit", assignment.limit())
                .param("currency", assignment.currency())
                .update();
    }

    void remove(PersonId person, OrganisationId organisation, Role role) {
        jdbc.sql(
                        """
                delete from party.assignments
                where person = :person and organisation = :organisation and role = :role""")
                .param("person", person.value())
                .param("organisation", organisation.value())
                .param("role", role.name())
                .update();
    }

    void saveShift(OrganisationId organisation, String rota, PersonId person, Instant from, Instant to) {
        jdbc.sql(
                        """
                insert into party.rota_shifts (organisation, rota, person, starts_at, ends_at)
                values (:organisation, :rota, :person, :from, :to)
                on conflict (organisation, rota, person, starts_at) do update set ends_at = excluded.ends_at""")
                .param("organisation", organisation.value())
                .param("rota", rota)
                .param("person", person.value())
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .update();
    }

    boolean hasShiftAfter(OrganisationId organisation, String rota, Instant after) {
        return jdbc.sql(
                        """
                select exists (select 1 from party.rota_shifts
                where organisation = :organisation and rota = :rota and ends_at > :after)""")
                .param("organisation", organisation.value())
                .param("rota", rota)
                .param("after", after.atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    /** Where shifts overlap, the one that began last: a swap is entered over the plan. */
    Optional<PersonId> onShift(OrganisationId organisation, String rota, Instant at) {
        return jdbc.sql(
                        """
                select person from party.rota_shifts
                where organisation = :organisation and rota = :rota and starts_at <= :at and ends_at > :at
                order by starts_at desc, person limit 1""")
                .param("organisation", organisation.value())
                .param("rota", rota)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new PersonId(row.getString(1)))
                .optional();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                new PersonId(row.getString("id")),
                new OrganisationId(row.getString("organisation")),
                ZoneId.of(row.getString("zone")),
                RegisterParties.language(row.getString("language")));
    }

    private static Assignment assignment(ResultSet row, int number) throws SQLException {
        return new Assignment(
                new PersonId(row.getString("person")),
                new OrganisationId(row.getString("organisation")),
                new Role(row.getString("role")),
                row.getBigDecimal("limit_amount"),
                row.getString("limit_currency"));
    }
}
