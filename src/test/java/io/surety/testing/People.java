package io.surety.testing;

import io.surety.party.Assignment;
import io.surety.party.OrganisationId;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import java.time.ZoneId;
import java.util.Locale;

/** Somebody with a role, of whom a test needs no more: called as her login, in Berlin, in English. */
public final class People {

    private People() {}

    /** Registers a person of an organisation that is there, with {@link Browser#PASSWORD}, and gives her a role. */
    public static PersonId enrol(RegisterParties register, PersonId person, OrganisationId organisation, Role role) {
        register.person(
                new Person(
                        person,
                        person.value(),
                        person + "@x.example",
                        organisation,
                        ZoneId.of("Europe/Berlin"),
                        Locale.ENGLISH),
                Browser.PASSWORD);
        register.assign(Assignment.of(person, organisation, role));
        return person;
    }
}
