package io.surety.review;

import io.surety.agreement.document.ReviewClause;
import io.surety.calendar.Span;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.OptionalInt;

/**
 * The dates of an agreement's reviews: the n-th is anchor + n × every, counted from the anchor each time, so that the
 * 31st of January is followed by the 28th of February and then by the 31st of March.
 */
record ReviewCycles(LocalDate anchor, Period every, ZoneId zone) {

    static ReviewCycles of(ReviewClause clause, ZoneId zone) {
        if (!(clause.every() instanceof Span.Dates dates)) {
            throw new IllegalArgumentException(
                    "reviews recur by dates: " + clause.every().text());
        }
        return new ReviewCycles(clause.anchor(), dates.period(), zone);
    }

    /** The first instant of the n-th review's local date; n ≥ 0. */
    Instant dueAt(int n) {
        return anchor.plus(every.multipliedBy(n)).atStartOfDay(zone).toInstant();
    }

    /** The last cycle whose date has come; empty before the anchor. */
    OptionalInt current(Instant now) {
        if (now.isBefore(dueAt(0))) {
            return OptionalInt.empty();
        }
        int n = 0;
        while (!now.isBefore(dueAt(n + 1))) {
            n++;
        }
        return OptionalInt.of(n);
    }

    static String key(int n) {
        return "cycle:" + n;
    }
}
