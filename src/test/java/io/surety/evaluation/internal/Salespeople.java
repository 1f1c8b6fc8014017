package io.surety.evaluation.internal;

import io.surety.party.OrganisationId;
import io.surety.party.Person;
import io.surety.party.PersonId;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/** Whoever is asked about as {@code rep-…} is on record in the provider's organisation, and nobody else is. */
final class Salespeople extends Nobody {

    @Override
    public Optional<Person> person(PersonId id) {
        return id.value().startsWith("rep-")
                ? Optional.of(new Person(
                        id,
                        id.value(),
                        id + "@northwind.example",
                        new OrganisationId("northwind-it"),
                        ZoneId.of("Europe/Berlin"),
                        Locale.ENGLISH))
                : Optional.empty();
    }
}
