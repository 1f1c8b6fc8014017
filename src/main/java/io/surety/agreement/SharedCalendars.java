package io.surety.agreement;

import io.surety.party.Caller;
import io.surety.party.PersonId;
import io.surety.shared.ContentHash;
import io.surety.shared.Refusal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The calendars of organisations. A change is a new version; an agreement keeps the content it has taken, whatever comes
 * later.
 */
public interface SharedCalendars {

    /**
     * Keeps a calendar as the newest version of its name; the same content again changes nothing.
     *
     * @throws Refusal {@code name-taken} by a calendar of another organisation
     */
    SharedCalendar keep(CalendarDocument calendar, PersonId by);

    /** The newest version of each calendar whose organisation the caller belongs to, by name. */
    List<SharedCalendar> visibleTo(Caller caller);

    /**
     * All versions, oldest first; never empty.
     *
     * @throws Refusal {@code not-found}, whether there is none or it is not hers to see
     */
    List<SharedCalendar> visible(String name, Caller caller);

    /** Whose calendar it is and what it says, without asking who wants to know. */
    Optional<SharedCalendar> withHash(String name, ContentHash hash);

    /** The one that holds on a date: of those whose validity has it, the newest. */
    static Optional<SharedCalendar> onDate(List<SharedCalendar> versions, LocalDate date) {
        return versions.stream()
                .filter(version -> version.document().holdsOn(date))
                .reduce((older, newer) -> newer);
    }
}
