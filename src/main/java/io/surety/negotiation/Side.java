package io.surety.negotiation;

import io.surety.agreement.document.PartyClause;
import io.surety.agreement.document.Spec;
import io.surety.party.OrganisationId;
import io.surety.party.Role;

/** The two sides that negotiate, and in which role a person speaks for each. */
public enum Side {
    PROVIDER(Role.SERVICE_LEVEL_MANAGER),
    CUSTOMER(Role.CUSTOMER_REPRESENTATIVE);

    private final Role role;

    Side(Role role) {
        this.role = role;
    }

    public Side other() {
        return this == PROVIDER ? CUSTOMER : PROVIDER;
    }

    /** The role that speaks for this side. */
    public Role role() {
        return role;
    }

    /** The party that this side is in an agreement. */
    public OrganisationId organisation(Spec spec) {
        PartyClause party = this == PROVIDER ? spec.provider() : spec.customer();
        return new OrganisationId(party.id());
    }
}
