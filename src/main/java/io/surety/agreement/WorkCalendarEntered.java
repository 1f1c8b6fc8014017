package io.surety.agreement;

import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import java.time.Instant;

/**
 * A person works by another calendar; published in the transaction that keeps it, and whoever has built on the past refuses.
 *
 * @param organisation for which she works by it
 * @param from it counts from this instant on; before {@code at} only where she had no calendar at all
 * @param at when it was entered
 */
public record WorkCalendarEntered(PersonId person, OrganisationId organisation, Instant from, Instant at) {}
