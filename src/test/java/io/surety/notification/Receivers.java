package io.surety.notification;

import io.surety.party.Assignment;
import io.surety.party.Caller;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.party.Role;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The people of these tests, without a database. */
class Receivers implements Parties {

    static final PersonId NORA = new PersonId("nora");
    static final PersonId ADA = new PersonId("ada");
    static final PersonId HOMELESS = new PersonId("homeless");

    private static final OrganisationId NORTHWIND = new OrganisationId("northwind");
    private static final OrganisationId DESK = new OrganisationId("desk");
    private static final List<Person> PEOPLE = List.of(
            new Person(NORA, "Nora Weiß", "nora@northwind.example", DESK, ZoneId.of("Europe/Berlin"), Locale.GERMAN),
            new Person(
                    ADA,
                    "Ada Lane",
                    "ada@acme.example",
                    new OrganisationId("acme"),
                    ZoneId.of("Europe/London"),
                    Locale.ENGLISH),
            new Person(HOMELESS, "No Address", "", NORTHWIND, ZoneId.of("UTC"), Locale.ENGLISH));

    @Override
    public Optional<Organisation> organisation(OrganisationId id) {
        return Optional.of(new Organisation(id, id.value(), id.equals(DESK) ? NORTHWIND : null));
    }

    @Override
    public List<Organisation> organisations() {
        return List.of();
    }

    @Override
    public Optional<Person> person(PersonId id) {
        return PEOPLE.stream().filter(p -> p.id().equals(id)).findFirst();
    }

    @Override
    public List<Person> people() {
        return PEOPLE;
    }

    @Override
    public List<Person> holding(Role role, OrganisationId organisation) {
        return List.of();
    }

    @Override
    public boolean hasShifts(String rota, OrganisationId organisation, Instant after) {
        return false;
    }

    @Override
    public List<OrganisationId> upwardsFrom(OrganisationId organisation) {
        return List.of(organisation);
    }

    @Override
    public boolean actsAs(PersonId person, Role role, OrganisationId organisation, Instant at) {
        return false;
    }

    @Override
    public List<Assignment> assignments(PersonId person) {
        return List.of();
    }

    @Override
    public Optional<Person> onCall(String rota, OrganisationId organisation, Instant at) {
        return Optional.empty();
    }

    @Override
    public Person actingFor(Person person, Instant at) {
        return person;
    }

    @Override
    public Caller caller(PersonId person) {
        return new Caller(person, false, Set.of(), Set.of());
    }
}
