package io.surety.testing;

import io.surety.party.Assignment;
import io.surety.party.Caller;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.party.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Nobody is on record: for what is judged whoever there is, and to be extended by those who are. */
public class Nobody implements Parties {

    @Override
    public Optional<Organisation> organisation(OrganisationId id) {
        return Optional.empty();
    }

    @Override
    public List<Organisation> organisations() {
        return List.of();
    }

    @Override
    public Optional<Person> person(PersonId id) {
        return Optional.empty();
    }

    @Override
    public List<Person> people() {
        return List.of();
    }

    @Override
    public List<Person> holding(Role role, OrganisationId organisation) {
        return List.of();
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
    public Person actingFor(Person person, Instant at) {
        return person;
    }

    @Override
    public Caller caller(PersonId person) {
        return new Caller(person, false, Set.of(), Set.of());
    }
}
