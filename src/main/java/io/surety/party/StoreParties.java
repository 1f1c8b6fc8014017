package io.surety.party;

import io.surety.party.Identities.Identity;
import io.surety.shared.Interval;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Writes our rows and the engine's users and groups in one transaction. */
@Service
@Transactional
class StoreParties implements RegisterParties {

    private static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");

    private final OrganisationTree organisations;
    private final PeopleOnRecord people;
    private final Identities identities;
    private final ApplicationEventPublisher events;

    StoreParties(
            OrganisationTree organisations,
            PeopleOnRecord people,
            Identities identities,
            ApplicationEventPublisher events) {
        this.organisations = organisations;
        this.people = people;
        this.identities = identities;
        this.events = events;
    }

    @Override
    public void organisation(Organisation organisation) {
        organisations.save(organisation);
    }

    @Override
    public void person(Person person, String password) {
        people.save(checked(person));
        identities.save(new Identity(person.id(), person.name(), person.email()), password);
        events.publishEvent(new PersonChanged(person.id()));
    }

    @Override
    public void person(Person person) {
        people.save(checked(person));
        identities.save(new Identity(person.id(), person.name(), person.email()));
        events.publishEvent(new PersonChanged(person.id()));
    }

    @Override
    public void assign(Assignment assignment) {
        people.save(assignment);
        String organisation = organisations
                .find(assignment.organisation())
                .map(Organisation::name)
                .orElse(assignment.organisation().value());
        identities.join(
                assignment.person(),
                group(assignment.organisation(), assignment.role()),
                assignment.role().name().replace('-', ' ') + ", " + organisation);
        events.publishEvent(new PersonChanged(assignment.person()));
    }

    @Override
    public void withdraw(PersonId person, OrganisationId organisation, Role role) {
        people.remove(person, organisation, role);
        identities.leave(person, group(organisation, role));
        events.publishEvent(new PersonChanged(person));
    }

    @Override
    public void onCall(OrganisationId organisation, String rota, PersonId person, Interval during) {
        people.saveShift(organisation, rota, person, during.from(), during.to());
    }

    private static String group(OrganisationId organisation, Role role) {
        return role.groupIn(organisation);
    }

    private static Person checked(Person person) {
        if (!LOGIN.matcher(person.id().value()).matches()) {
            throw new IllegalArgumentException("not a login: " + person.id());
        }
        return person;
    }
}
