package io.surety.approval;

import io.surety.agreement.document.Spec;
import io.surety.party.OrganisationId;

/** The binding parties of an agreement; each has its own chain of approvals. */
public enum Side {
    PROVIDER,
    CUSTOMER;

    /** The organisation on this side. */
    public OrganisationId party(Spec spec) {
        return new OrganisationId(
                switch (this) {
                    case PROVIDER -> spec.provider().id();
                    case CUSTOMER -> spec.customer().id();
                });
    }
}
