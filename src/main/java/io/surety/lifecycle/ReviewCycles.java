package io.surety.lifecycle;

import io.surety.agreement.Version;
import io.surety.agreement.document.ReviewClause;
import io.surety.calendar.Span;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;

/**
 * The review cycles of a version: the n-th is due at anchor + n × every, computed from the anchor each time, so that
 * the 31st does not become the 28th for good.
 */
public final class ReviewCycles {

    private static final int MOST = 100_000;

    private ReviewCycles() {}

    /** @param dueAt the start of the local date */
    public record Cycle(int number, Instant dueAt) {}

    /** The cycle with a number, if the version is still in force then. */
    public static Optional<Cycle> cycle(Version version, int number) {
        return Optional.ofNullable(version.document().spec().review())
                .map(review -> new Cycle(number, dueAt(version, review, number)))
                .filter(cycle -> cycle.dueAt().isBefore(version.validity().to()));
    }

    /** The first cycle that is due at or after an instant, if the version is still in force then. */
    public static Optional<Cycle> from(Version version, Instant instant) {
        for (int number = 0; number < MOST; number++) {
            Optional<Cycle> cycle = cycle(version, number);
            if (cycle.isEmpty() || !cycle.get().dueAt().isBefore(instant)) {
                return cycle;
            }
        }
        return Optional.empty();
    }

    private static Instant dueAt(Version version, ReviewClause review, int number) {
        LocalDate date = review.anchor().plus(every(review).multipliedBy(number));
        return date.atStartOfDay(version.document().spec().period().zone()).toInstant();
    }

    private static Period every(ReviewClause review) {
        if (review.every() instanceof Span.Dates dates) {
            return dates.period();
        }
        throw new IllegalStateException("reviews come every so many days, months or years: "
                + review.every().text());
    }
}
