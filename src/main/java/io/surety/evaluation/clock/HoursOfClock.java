package io.surety.evaluation.clock;

import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.WorkCalendar;
import io.surety.agreement.document.Term.ClockTarget;
import io.surety.shared.Diagnostic;
import java.time.Instant;
import java.util.Optional;

/**
 * In which open time a clock runs. {@code calendar: assignee} is the calendar of the person assigned at the start (domain,
 * 2.2), as it held then: whoever gets the item later, and whatever calendar she gets later, changes nothing. Where nobody is
 * assigned, or to somebody of none of its parties, or she has no calendar, it is that of the agreement, which both sides
 * have signed, and a diagnostic says so.
 */
public final class HoursOfClock {

    /** The attribute that names the person to whom an item is assigned. */
    static final String ASSIGNEE = "assignee";

    private final ServiceCalendars calendars;
    private final Assignees assignees;

    public HoursOfClock(ServiceCalendars calendars, Assignees assignees) {
        this.calendars = calendars;
        this.assignees = assignees;
    }

    /** @param assignee who is assigned at {@code start} */
    public Hours of(Version version, String term, ClockTarget target, Optional<String> assignee, Instant start) {
        if (!isOfAssignee(target)) {
            return new Hours(calendars.of(version.document(), target.calendar()), target.calendar(), Optional.empty());
        }
        Optional<WorkCalendar> hers = assignee.flatMap(person -> assignees.hours(person, version.parties(), start));
        if (hers.isPresent()) {
            WorkCalendar work = hers.get();
            String name = work.name() + " of " + assignee.orElseThrow() + ", hers since " + work.since();
            return new Hours(work.hours(), name, Optional.empty());
        }
        String agreed = version.document().spec().period().calendar();
        String why = assignee.map(person -> person + " had no calendar at " + start)
                .orElse("nobody was assigned at " + start);
        return new Hours(
                calendars.of(version.document(), agreed),
                agreed + ", because " + why,
                Optional.of(new Diagnostic(
                        "/clocks/" + term + "/" + target.id(),
                        "no-calendar-of-assignee",
                        why + ": it runs on the agreement's calendar " + agreed)));
    }

    static boolean isOfAssignee(ClockTarget target) {
        return target.calendar().equals(ClockTarget.ASSIGNEE);
    }
}
