package io.surety.agreement.document;

import io.surety.calendar.Span;
import java.time.Period;
import java.util.List;
import java.util.Optional;

/**
 * Reports and when verdicts become final.
 *
 * @param every how often a report is made: each ISO week or each month of the calendar, in the agreement's zone
 * @param to parties that receive it
 * @param finalAfter counted from the end of a period, business days on the agreement's calendar
 */
public record ReportingClause(Span every, List<String> to, Span finalAfter, Span objectWithin) {

    private static final Period WEEK = Period.ofDays(7);
    private static final Period MONTH = Period.ofMonths(1);

    /** What a report is about; empty for a rhythm that no report has, which lint refuses. */
    public Optional<Per> per() {
        if (every instanceof Span.Dates dates && dates.period().equals(WEEK)) {
            return Optional.of(Per.WEEK);
        }
        return every instanceof Span.Dates dates && dates.period().equals(MONTH)
                ? Optional.of(Per.MONTH)
                : Optional.empty();
    }
}
