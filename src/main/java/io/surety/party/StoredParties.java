package io.surety.party;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

@Service
class StoredParties implements Parties {

    private final OrganisationTree organisations;
    private final PeopleOnRecord people;
    private final Identities identities;
    private final StandIn standIn;

    StoredParties(OrganisationTree organisations, PeopleOnRecord people, Identities identities, StandIn standIn) {
        this.organisations = organisations;
        this.people = people;
        this.identities = identities;
        this.standIn = standIn;
    }

    @Override
    public Optional<Organisation> organisation(OrganisationId id) {
        return organisations.find(id);
    }

    @Override
    public List<Organisation> organisations() {
        return organisations.all();
    }

    @Override
    public Optional<Person> person(PersonId id) {
        return people.find(id).flatMap(row -> identities.find(id).map(identity -> person(row, identity)));
    }

    @Override
    public List<Person> people() {
        Map<PersonId, Identities.Identity> known = identities.all();
        return people.all().stream()
                .flatMap(
                        row -> Optional.ofNullable(known.get(row.id())).map(identity -> person(row, identity)).stream())
                .toList();
    }

    @Override
    public List<Person> holding(Role role, OrganisationId organisation) {
        for (OrganisationId level : organisations.upwardsFrom(organisation)) {
            List<Person> holders = people.holders(role, level).stream()
                    .flatMap(a -> person(a.person()).stream())
                    .toList();
            if (!holders.isEmpty()) {
                return holders;
            }
        }
        return List.of();
    }

    @Override
    public List<Assignment> assignments(PersonId person) {
        return people.assignmentsOf(person);
    }

    @Override
    public Optional<Person> onCall(String rota, OrganisationId organisation, Instant at) {
        return organisations.upwardsFrom(organisation).stream()
                .flatMap(level -> people.onShift(level, rota, at).stream())
                .findFirst()
                .flatMap(this::person);
    }

    @Override
    public boolean hasShifts(String rota, OrganisationId organisation, Instant after) {
        return organisations.upwardsFrom(organisation).stream()
                .anyMatch(level -> people.hasShiftAfter(level, rota, after));
    }

    @Override
    public List<OrganisationId> upwardsFrom(OrganisationId organisation) {
        return organisations.upwardsFrom(organisation);
    }

    @Override
    public boolean actsAs(PersonId person, Role role, OrganisationId organisation, Instant at) {
        List<OrganisationId> upwards = organisations.upwardsFrom(organisation);
        boolean herself = people.assignmentsOf(person).stream()
                .anyMatch(held -> held.role().equals(role) && upwards.contains(held.organisation()));
        return herself
                || holding(role, organisation).stream()
                        .anyMatch(holder ->
                                standIn.actingFor(holder.id(), at).person().equals(person));
    }

    @Override
    public Person actingFor(Person person, Instant at) {
        return person(standIn.actingFor(person.id(), at).person()).orElse(person);
    }

    @Override
    public Caller caller(PersonId person) {
        List<Assignment> assignments = people.assignmentsOf(person);
        Set<OrganisationId> own = Stream.concat(
                        people.find(person).map(PeopleOnRecord.Row::organisation).stream(),
                        assignments.stream().map(Assignment::organisation))
                .collect(Collectors.toSet());
        return new Caller(
                person,
                identities.isAdministrator(person),
                organisations.downwardsFrom(own),
                assignments.stream().map(Assignment::role).collect(Collectors.toUnmodifiableSet()));
    }

    private static Person person(PeopleOnRecord.Row row, Identities.Identity identity) {
        return new Person(row.id(), identity.name(), identity.email(), row.organisation(), row.zone(), row.language());
    }
}
