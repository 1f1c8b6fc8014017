package io.surety.agreement;

import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody entered about a person's working time; exactly one of {@code shared} and {@code own}.
 *
 * @param organisation for which she works by it: that to which she belonged when it was entered
 * @param from it counts from this instant until that of the next entry
 * @param shared name of a shared calendar
 * @param own hours that are hers alone
 */
public record WorkCalendarEntry(
        PersonId person,
        OrganisationId organisation,
        Instant from,
        @Nullable String shared,
        @Nullable CalendarDocument own,
        PersonId enteredBy,
        Instant enteredAt) {}
