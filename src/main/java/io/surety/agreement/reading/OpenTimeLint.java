package io.surety.agreement.reading;

import io.surety.agreement.document.Measure.DurationMeasure;
import io.surety.agreement.document.Measure.Reopen;
import io.surety.agreement.document.Measure.Stays;
import io.surety.agreement.document.PeriodClause;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.agreement.document.Term.ClockTarget;
import io.surety.calendar.ServiceCalendar;
import io.surety.calendar.Span;
import io.surety.shared.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Targets against the open time of their calendars. Needs calendars that nothing is wrong with. */
final class OpenTimeLint {

    private static final int YEARS_MORE = 2;

    private final Spec spec;
    private final LintCalendars calendars;
    private final Findings findings;

    OpenTimeLint(Spec spec, LintCalendars calendars, Findings findings) {
        this.spec = spec;
        this.calendars = calendars;
        this.findings = findings;
    }

    void check() {
        for (int i = 0; i < spec.terms().size(); i++) {
            Term term = spec.terms().get(i);
            if (term.measure() instanceof DurationMeasure measure) {
                for (int j = 0; j < term.targets().size(); j++) {
                    target(measure, term.targets().get(j), "/spec/terms/" + i + "/targets/" + j + "/within");
                }
            }
        }
    }

    private void target(DurationMeasure measure, ClockTarget target, String path) {
        boolean assigned = target.calendar().equals(ClockTarget.ASSIGNEE);
        // Where the person assigned has no calendar it is the agreement's that counts, and only that one is known here.
        String known = assigned ? spec.period().calendar() : target.calendar();
        ServiceCalendar calendar = calendars.of(known);
        findings.errorIf(
                !isReached(calendar, target.within()),
                path,
                "target-never-missed",
                "in the validity and " + YEARS_MORE + " years more the calendar " + known
                        + " is never open for longer: nothing could be late");
        boolean resets = measure.stays() == Stays.EACH
                || measure.stays() == null && measure.reopen().as() == Reopen.As.RESET;
        if (resets && target.within() instanceof Span.OpenTime within) {
            findings.warnIf(
                    longestWindow(calendar).compareTo(within.duration()) < 0,
                    path,
                    "target-outlasts-windows",
                    "each reopening starts a new clock, and no window of " + known
                            + " is as long as the target: whatever is stopped before each closing is never late");
        }
    }

    /** Looks no farther than a clock can run, so that a target of a century is refused and not walked. */
    private boolean isReached(ServiceCalendar calendar, Span within) {
        Interval validity = validity();
        Instant end = midnight(spec.period().end().plusYears(YEARS_MORE));
        if (within instanceof Span.OpenTime open) {
            return calendar.elapsedMillis(validity.from(), end)
                    > open.duration().toMillis();
        }
        long dates = Duration.between(validity.from(), end).toDays();
        return within instanceof Span.BusinessDays business
                && business.days() < dates
                && calendar.due(validity.from(), within, List.of()).isPresent();
    }

    private Duration longestWindow(ServiceCalendar calendar) {
        return calendar.openWithin(validity()).stream()
                .map(Interval::length)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private Interval validity() {
        PeriodClause period = spec.period();
        return new Interval(midnight(period.start()), midnight(period.end()));
    }

    private Instant midnight(LocalDate date) {
        return date.atStartOfDay(spec.period().zone()).toInstant();
    }
}
