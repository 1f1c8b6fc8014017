package io.surety.party;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who there is, and who holds which role where. */
public interface Parties {

    Optional<Organisation> organisation(OrganisationId id);

    /** All, by id. */
    List<Organisation> organisations();

    Optional<Person> person(PersonId id);

    List<Person> people();

    /** Those who hold {@code role} in the organisation, or, where nobody does, in the nearest one above it. */
    List<Person> holding(Role role, OrganisationId organisation);

    /** The roles that a person holds. */
    List<Assignment> assignments(PersonId person);

    /** Who is on call at an instant in the rota of the organisation, or else of the nearest one above; or nobody. */
    Optional<Person> onCall(String rota, OrganisationId organisation, Instant at);

    /** Whether somebody is or will be on call after an instant in the rota of the organisation, or of one above it. */
    boolean hasShifts(String rota, OrganisationId organisation, Instant after);

    /** The organisation and those above it, nearest first; only itself if it is not on record. */
    List<OrganisationId> upwardsFrom(OrganisationId organisation);

    /**
     * Whether whoever belongs to the organisation belongs to one of the parties: it is one of them, a unit of one, or one of
     * them is a unit of it.
     */
    default boolean isAmong(OrganisationId organisation, Set<OrganisationId> parties) {
        return parties.stream()
                .anyMatch(party -> upwardsFrom(organisation).contains(party)
                        || upwardsFrom(party).contains(organisation));
    }

    /**
     * Whether the person holds the role in the organisation or in one above it, or stands in for whoever does.
     *
     * @param at when she wants to act
     */
    boolean actsAs(PersonId person, Role role, OrganisationId organisation, Instant at);

    /**
     * Who acts for the person at an instant: herself, or, through her absences and their substitutes, somebody else.
     * Safe against cycles; a person without a present substitute stands for herself.
     */
    Person actingFor(Person person, Instant at);

    /** What a login may see; of somebody unknown, nothing. */
    Caller caller(PersonId person);
}
