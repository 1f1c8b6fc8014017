package io.surety.evaluation.consequence;

import io.surety.agreement.document.PeriodClause;
import io.surety.agreement.document.SourceClause;
import io.surety.calendar.Span;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.Optional;

/**
 * When the deliveries of a source are due: the n-th on the n-th date after the start of the agreement, in its zone, by a time
 * of that day, or else by its end. It says all that happened until that day began.
 */
record DeliveryDates(LocalDate start, Period every, Optional<LocalTime> by, ZoneId zone) {

    /** Empty for a source of which no rhythm is promised. */
    static Optional<DeliveryDates> of(SourceClause source, PeriodClause period) {
        return source.every() instanceof Span.Dates dates
                ? Optional.of(new DeliveryDates(
                        period.start(),
                        dates.period(),
                        Optional.ofNullable(source.by()).map(LocalTime::parse),
                        period.zone()))
                : Optional.empty();
    }

    /** @param number from 1 on */
    Instant due(int number) {
        LocalDate date = date(number);
        return by.map(time -> date.atTime(time).atZone(zone).toInstant())
                .orElseGet(() -> date.plusDays(1).atStartOfDay(zone).toInstant());
    }

    /** Until when the source has to be known by then. */
    Instant until(int number) {
        return date(number).atStartOfDay(zone).toInstant();
    }

    /** The first that is due after an instant. */
    int next(Instant now) {
        int number = 1;
        while (!due(number).isAfter(now)) {
            number++;
        }
        return number;
    }

    private LocalDate date(int number) {
        return start.plus(every.multipliedBy(number));
    }
}
