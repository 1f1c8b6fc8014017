package io.surety.evaluation.preview;

import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.document.Term.ClockTarget;
import io.surety.calendar.Due;
import io.surety.calendar.ServiceCalendar;
import io.surety.calendar.Span;
import io.surety.evaluation.preview.WalkItems.Wanted;
import io.surety.evaluation.verdict.ItemCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long before a part-period the last event of an item may lie that still counts in it.
 *
 * <p>After its last event nothing decides a clock but its target's running out; whatever has no event since the instant that
 * is found here, its clocks have stopped, stand still, or were late before the part-period.
 */
final class EarliestItem {

    private static final Duration A_DAY = Duration.ofDays(1);
    /** No local day is longer. */
    private static final long LONGEST_DAY = Duration.ofHours(25).toMillis();
    /** Where a calendar hardly opens, all items are looked at. */
    private static final int DOUBLINGS = 13;

    private final ServiceCalendars calendars;

    EarliestItem(ServiceCalendars calendars) {
        this.calendars = calendars;
    }

    Instant lastEventOf(Wanted wanted) {
        Instant start = wanted.part().part().from();
        Instant needed = ItemCondition.needed(wanted.version(), wanted.term(), wanted.part())
                .from();
        Instant earliest = needed.isBefore(start) ? needed : start;
        for (ClockTarget target : wanted.term().targets()) {
            Instant decided = lastDecidedBefore(wanted.version(), target, start);
            earliest = decided.isBefore(earliest) ? decided : earliest;
        }
        return earliest;
    }

    /** Some instant from which on a whole target has run out before {@code start}. */
    private Instant lastDecidedBefore(Version version, ClockTarget target, Instant start) {
        Optional<ServiceCalendar> calendar = calendar(version, target.calendar());
        if (calendar.isEmpty()) {
            return Instant.EPOCH;
        }
        Span open = new Span.OpenTime(Duration.ofMillis(mostOpen(target.within())));
        Duration back = A_DAY;
        for (int i = 0; i < DOUBLINGS; i++) {
            Instant candidate = start.minus(back);
            boolean decided = calendar.get()
                    .due(candidate, open, version.suspensions())
                    .map(Due::breach)
                    .filter(breach -> breach.isBefore(start))
                    .isPresent();
            if (decided) {
                return candidate;
            }
            back = back.multipliedBy(2);
        }
        return Instant.EPOCH;
    }

    /** A calendar of a person is in no document; then nothing can be ruled out. */
    private Optional<ServiceCalendar> calendar(Version version, String id) {
        return version.document().spec().calendars().stream().anyMatch(c -> c.id().equals(id))
                ? Optional.of(calendars.of(version.document(), id))
                : Optional.empty();
    }

    /** The open time that may remain of a target, paused or not. */
    private static long mostOpen(Span within) {
        if (within instanceof Span.OpenTime time) {
            return time.duration().toMillis();
        }
        if (within instanceof Span.BusinessDays days) {
            return (days.days() + 1L) * LONGEST_DAY;
        }
        throw new IllegalStateException("lint has made sure that a target is open time or business days");
    }
}
