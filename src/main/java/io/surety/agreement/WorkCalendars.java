package io.surety.agreement;

import io.surety.party.PersonId;
import io.surety.shared.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * By which calendar each person works: {@code calendar: assignee} in a document is the calendar of the person assigned at
 * the start ({@code domain.md} 2.2).
 *
 * <p>What was entered is never changed and counts from an instant that is not past, so that whatever began earlier keeps the
 * calendar it began with. Only her first one may reach back, where nothing has been decided without it.
 */
public interface WorkCalendars {

    /**
     * She works by a shared calendar of her organisation, or of one above it.
     *
     * @param from empty for now
     * @throws Refusal {@code calendar-unknown}, {@code calendar-in-the-past}, or that of whoever has built on the past
     */
    WorkCalendarEntry enter(PersonId person, Optional<Instant> from, String calendar, PersonId by);

    /**
     * She works by hours of her own.
     *
     * @param hours JSON: zone, windows, holidays and dates, as a calendar of a document has them
     * @throws Refusal {@code document-invalid} with diagnostics, or as above
     */
    WorkCalendarEntry enterOwn(PersonId person, Optional<Instant> from, String hours, PersonId by);

    /** What was entered about a person, by the instants from which it counts, then by when it was entered. */
    List<WorkCalendarEntry> of(PersonId person);

    /** The working time of a person, as it was known at an instant; of somebody unknown, none at all. */
    WorkingTime workingTime(PersonId person, Instant knownBy);
}
