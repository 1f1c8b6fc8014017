package io.surety.agreement;

import io.surety.party.PersonId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody entered about a person's working time; exactly one of {@code shared} and {@code own}.
 *
 * @param from it counts from this instant until that of the next entry
 * @param shared name of a shared calendar
 * @param own hours that are hers alone
 */
public record WorkCalendarEntry(
        PersonId person,
        Instant from,
        @Nullable String shared,
        @Nullable CalendarDocument own,
        PersonId enteredBy,
        Instant enteredAt) {}
