package io.surety.party;

import java.util.Set;

/**
 * Who makes a request, and what she may see.
 *
 * @param person who is logged in
 * @param administrator sees all, decides nothing
 * @param organisations her own organisation or unit, those in which she holds a role, and the units below them
 * @param roles the roles she holds in any of them
 */
public record Caller(PersonId person, boolean administrator, Set<OrganisationId> organisations, Set<Role> roles) {

    public boolean holds(Role role) {
        return roles.contains(role);
    }

    /** Whether any of the organisations is hers, or she is an administrator. */
    public boolean sees(Set<OrganisationId> parties) {
        return administrator || parties.stream().anyMatch(organisations::contains);
    }
}
