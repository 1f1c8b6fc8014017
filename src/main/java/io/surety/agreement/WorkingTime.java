package io.surety.agreement;

import io.surety.agreement.document.CalendarClause;
import io.surety.calendar.ServiceCalendar;
import io.surety.party.OrganisationId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * By which calendar one person works when, and for whom. Pure: says the same of an instant whatever is entered after it,
 * and whatever version a shared calendar gets after it.
 */
public final class WorkingTime {

    private static final Comparator<WorkCalendarEntry> ORDER =
            Comparator.comparing(WorkCalendarEntry::from).thenComparing(WorkCalendarEntry::enteredAt);

    private final List<WorkCalendarEntry> entries;
    private final Map<String, List<SharedCalendar>> shared;
    private final Function<CalendarClause, ServiceCalendar> compiled;
    private final BiPredicate<OrganisationId, Set<OrganisationId>> isAmong;

    /**
     * @param entries of the person, in any order; of two that begin at one instant the later one counts
     * @param shared the versions of the calendars that they name, oldest first
     * @param isAmong whether whoever belongs to an organisation belongs to one of several parties
     */
    WorkingTime(
            List<WorkCalendarEntry> entries,
            Map<String, List<SharedCalendar>> shared,
            Function<CalendarClause, ServiceCalendar> compiled,
            BiPredicate<OrganisationId, Set<OrganisationId>> isAmong) {
        this.entries = entries.stream().sorted(ORDER).toList();
        this.shared = Map.copyOf(shared);
        this.compiled = compiled;
        this.isAmong = isAmong;
    }

    /**
     * Empty before her first calendar, where the calendar she works by does not hold, and for an agreement to which she does
     * not belong: a source may name anybody, and nobody learns from it when somebody else's people work.
     *
     * @param parties of the agreement
     */
    public Optional<WorkCalendar> at(Instant instant, Set<OrganisationId> parties) {
        return entries.stream()
                .filter(entry -> !entry.from().isAfter(instant))
                .reduce((older, newer) -> newer)
                .filter(entry -> isAmong.test(entry.organisation(), parties))
                .flatMap(entry -> entry.own() == null ? ofShared(entry, instant) : own(entry, entry.own(), instant));
    }

    private Optional<WorkCalendar> own(WorkCalendarEntry entry, CalendarDocument hours, Instant instant) {
        return holds(hours, instant)
                ? Optional.of(new WorkCalendar("own hours", hours.hash(), entry.from(), compiled.apply(hours.clause())))
                : Optional.empty();
    }

    /** Of the versions that were there at the instant the newest that holds; the first one was always there. */
    private Optional<WorkCalendar> ofShared(WorkCalendarEntry entry, Instant instant) {
        return shared.getOrDefault(Objects.requireNonNull(entry.shared()), List.of()).stream()
                .filter(version -> version.number() == 1 || !version.createdAt().isAfter(instant))
                .filter(version -> holds(version.document(), instant))
                .reduce((older, newer) -> newer)
                .map(version -> new WorkCalendar(
                        version.name() + "@" + version.number(),
                        version.document().hash(),
                        entry.from(),
                        compiled.apply(version.document().clause())));
    }

    private static boolean holds(CalendarDocument calendar, Instant instant) {
        return calendar.holdsOn(LocalDate.ofInstant(
                instant, Objects.requireNonNull(calendar.clause().zone(), "the schema asks a calendar for its zone")));
    }
}
