package io.surety.negotiation;

import io.surety.agreement.document.Spec;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.party.Role;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Who speaks for whom: the holders of a party's role, and those who stand in for them. */
@Component
public class Representatives {

    private final Parties parties;

    Representatives(Parties parties) {
        this.parties = parties;
    }

    /** The sides that a person speaks for at an instant; none, one, or both. */
    public Set<Side> sidesOf(PersonId person, Spec spec, Instant at) {
        Set<Side> sides = EnumSet.noneOf(Side.class);
        for (Side side : Side.values()) {
            if (speaksFor(person, side.role(), side.organisation(spec), at)) {
                sides.add(side);
            }
        }
        return sides;
    }

    /** Whether a person speaks for a third party. */
    public boolean speaksForThirdParty(PersonId person, OrganisationId thirdParty, Instant at) {
        return speaksFor(person, Role.THIRD_PARTY_CONTACT, thirdParty, at);
    }

    /** Those who hold a side's role, present or not. */
    public List<Person> of(Side side, Spec spec) {
        return parties.holding(side.role(), side.organisation(spec));
    }

    private boolean speaksFor(PersonId person, Role role, OrganisationId organisation, Instant at) {
        return parties.holding(role, organisation).stream()
                .anyMatch(holder -> holder.id().equals(person)
                        || parties.actingFor(holder, at).id().equals(person));
    }
}
