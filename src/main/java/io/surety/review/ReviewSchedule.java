package io.surety.review;

import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.document.PeriodClause;
import io.surety.agreement.document.ReviewClause;
import io.surety.calendar.ServiceCalendar;
import io.surety.calendar.Span;
import io.surety.shared.Interval;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** When the next review of a version in force is due. */
@Service
public class ReviewSchedule {

    /** A calendar that is closed for longer than this before the end has no previous open day worth the name. */
    private static final int DAYS_LOOKED_BACK = 60;

    /** Key of the review before an end, which follows. */
    private static final String BEFORE_END = "expiry:";

    private final Reviews reviews;
    private final ServiceCalendars calendars;

    ReviewSchedule(Reviews reviews, ServiceCalendars calendars) {
        this.reviews = reviews;
        this.calendars = calendars;
    }

    /**
     * The first due date, of a cycle or of the review before the end, that no review covers yet; it may lie in the past,
     * which means at once.
     *
     * @return empty if none comes before the version's validity ends
     */
    public Optional<Instant> nextDue(Version version) {
        var covered = reviews.covered(version.ref().agreement());
        Stream<Due> cycles =
                cycles(version).filter(d -> !covered.contains(d.key())).limit(1);
        Stream<Due> expiry = expiry(version).stream().filter(d -> !covered.contains(d.key()));
        return Stream.concat(cycles, expiry).map(Due::dueAt).min(Instant::compareTo);
    }

    private static Stream<Due> cycles(Version version) {
        ReviewClause clause = version.document().spec().review();
        if (clause == null) {
            return Stream.empty();
        }
        ReviewCycles cycles =
                ReviewCycles.of(clause, version.document().spec().period().zone());
        return Stream.iterate(0, n -> n + 1)
                .map(n -> new Due(ReviewCycles.key(n), cycles.dueAt(n)))
                .takeWhile(d -> d.dueAt().isBefore(version.validity().to()))
                .filter(d -> !d.dueAt().isBefore(version.validity().from()));
    }

    /** The review before the end: end − notice, moved to the previous day on which the agreement's calendar opens. */
    Optional<Due> expiry(Version version) {
        PeriodClause period = version.document().spec().period();
        if (!(period.notice() instanceof Span.Dates notice)) {
            return Optional.empty();
        }
        ServiceCalendar calendar = calendars.of(version.document(), period.calendar());
        LocalDate date = period.end().minus(notice.period());
        for (int back = 0; back < DAYS_LOOKED_BACK && !opensOn(date, calendar, period.zone()); back++) {
            date = date.minusDays(1);
        }
        return Optional.of(new Due(
                BEFORE_END + period.end(), date.atStartOfDay(period.zone()).toInstant()));
    }

    /** Whether a key is of the review before an end. */
    static boolean isBeforeEnd(String key) {
        return key.startsWith(BEFORE_END);
    }

    private static boolean opensOn(LocalDate date, ServiceCalendar calendar, ZoneId zone) {
        Instant from = date.atStartOfDay(zone).toInstant();
        Instant to = date.plusDays(1).atStartOfDay(zone).toInstant();
        // A date that its zone skips, such as 2011-12-30 in Apia, has no length and is not open.
        return to.isAfter(from) && !calendar.openWithin(new Interval(from, to)).isEmpty();
    }

    /** @param key of the review that is due */
    record Due(String key, Instant dueAt) {}
}
