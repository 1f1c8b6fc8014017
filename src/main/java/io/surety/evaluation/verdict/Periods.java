package io.surety.evaluation.verdict;

import io.surety.agreement.document.Per;
import io.surety.shared.Interval;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

/**
 * The calendar periods of a zone: day, ISO week, month, quarter, year, each {@code [start, end)} from local midnight to
 * local midnight.
 */
public record Periods(Per per, ZoneId zone) {

    /** The period that an instant lies in. */
    public Interval containing(Instant at) {
        return from(first(LocalDate.ofInstant(at, zone)));
    }

    /** The period that follows. */
    public Interval after(Interval period) {
        return containing(period.to());
    }

    /** Those that overlap the span, whole, in order. */
    public List<Interval> touching(Interval span) {
        List<Interval> periods = new ArrayList<>();
        for (Interval p = containing(span.from()); p.from().isBefore(span.to()); p = after(p)) {
            periods.add(p);
        }
        return periods;
    }

    /** The part-periods of a version: the periods that its validity touches, clipped to it, in order. */
    public List<PartPeriod> within(Interval validity) {
        return touching(validity).stream().map(p -> part(p, validity)).toList();
    }

    /**
     * The part of a period in which a version holds.
     *
     * @throws IllegalArgumentException if it does not hold in any of it
     */
    public static PartPeriod part(Interval period, Interval validity) {
        Interval part = period.intersect(validity)
                .orElseThrow(() -> new IllegalArgumentException(validity + " does not touch " + period));
        return new PartPeriod(period, part, !validity.to().isAfter(period.to()));
    }

    private Interval from(LocalDate start) {
        return new Interval(midnight(start), midnight(next(start)));
    }

    private Instant midnight(LocalDate date) {
        return date.atStartOfDay(zone).toInstant();
    }

    private LocalDate first(LocalDate date) {
        return switch (per) {
            case DAY -> date;
            case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> date.withDayOfMonth(1);
            case QUARTER -> date.with(IsoFields.DAY_OF_QUARTER, 1);
            case YEAR -> date.withDayOfYear(1);
        };
    }

    private LocalDate next(LocalDate start) {
        return switch (per) {
            case DAY -> start.plusDays(1);
            case WEEK -> start.plusWeeks(1);
            case MONTH -> start.plusMonths(1);
            case QUARTER -> start.plusMonths(3);
            case YEAR -> start.plusYears(1);
        };
    }
}
