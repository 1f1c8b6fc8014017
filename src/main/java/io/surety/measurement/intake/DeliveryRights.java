package io.surety.measurement.intake;

import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import java.util.Set;

/** What whoever delivers may do. */
public interface DeliveryRights {

    /** Whether the source is registered, and may be written by her or it. */
    boolean mayDeliver(String source);

    /** Whose stored mappings may be used. */
    Set<OrganisationId> organisations();

    /** {@link PersonId#SYSTEM} for a machine with a token. */
    PersonId by();
}
