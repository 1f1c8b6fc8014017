package io.surety.notification;

import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.testing.Nobody;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The people of these tests, without a database. */
class Receivers extends Nobody {

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
    public Optional<Person> person(PersonId id) {
        return PEOPLE.stream().filter(p -> p.id().equals(id)).findFirst();
    }

    @Override
    public List<Person> people() {
        return PEOPLE;
    }
}
