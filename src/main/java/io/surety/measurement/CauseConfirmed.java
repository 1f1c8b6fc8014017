package io.surety.measurement;

import io.surety.party.OrganisationId;
import io.surety.party.PersonId;

/** An organisation confirmed the outage or maintenance window as it counts now; published in the transaction that did it. */
public record CauseConfirmed(String source, String id, OrganisationId organisation, PersonId by) {}
