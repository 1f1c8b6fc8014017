package io.surety.evaluation.internal;

import io.surety.party.OrganisationId;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.testing.Nobody;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whoever is asked about as {@code rep-…} is on record in the provider's organisation, {@code globex-…} in another one. */
final class Salespeople extends Nobody {

    @Override
    public Optional<Person> person(PersonId id) {
        return Map.of("rep-", "northwind-it", "globex-", "globex").entrySet().stream()
                .filter(known -> id.value().startsWith(known.getKey()))
                .map(known -> new Person(
                        id,
                        id.value(),
                        id + "@example.org",
                        new OrganisationId(known.getValue()),
                        ZoneId.of("Europe/Berlin"),
                        Locale.ENGLISH))
                .findFirst();
    }
}
