package io.surety.agreement;

import io.surety.party.OrganisationId;
import java.util.List;
import java.util.Set;

/** The shared calendars that a document may take its calendars from. */
public interface ReferredCalendars {

    /**
     * All versions of a calendar, oldest first; empty if there is none, or if it belongs neither to one of the parties
     * nor to an organisation of which one of them is a unit.
     */
    List<SharedCalendar> versions(String name, Set<OrganisationId> parties);
}
