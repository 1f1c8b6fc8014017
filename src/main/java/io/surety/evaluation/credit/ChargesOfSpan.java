package io.surety.evaluation.credit;

import io.surety.agreement.document.Charges;
import io.surety.agreement.document.Per;
import io.surety.agreement.document.ServiceClause;
import io.surety.agreement.document.Spec;
import io.surety.shared.Ratio;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is charged for a span of local dates, without tax, exact.
 *
 * <p>A charge per month for a whole month is the charge; otherwise it is spread over the local days of each unit, so that
 * a week in a month of 31 days is charged 7/31 of it.
 */
public final class ChargesOfSpan {

    private ChargesOfSpan() {}

    /**
     * The base of a credit.
     *
     * @param base id of a service with charges of its own, anything else means the agreement
     * @param from first local date
     * @param to first local date after the span
     * @return empty if nothing is charged that the credit could be a part of
     */
    public static Optional<Exact> base(Spec spec, String base, LocalDate from, LocalDate to) {
        return spec.services().stream()
                .filter(service -> service.id().equals(base))
                .map(ServiceClause::charges)
                .filter(Objects::nonNull)
                .findFirst()
                .map(charges -> spread(charges, from, to))
                .or(() -> ofAgreement(spec, from, to));
    }

    /**
     * The charges of the agreement, which its caps are shares of; where it has none of its own, those of its services
     * together.
     */
    public static Optional<Exact> ofAgreement(Spec spec, LocalDate from, LocalDate to) {
        Charges own = spec.charges();
        Stream<Charges> all = own != null
                ? Stream.of(own)
                : spec.services().stream().map(ServiceClause::charges).filter(Objects::nonNull);
        return all.map(charges -> spread(charges, from, to)).reduce(Exact::plus);
    }

    private static Exact spread(Charges charges, LocalDate from, LocalDate to) {
        Ratio units = Ratio.ZERO;
        for (LocalDate unit = first(charges.per(), from); unit.isBefore(to); unit = next(charges.per(), unit)) {
            LocalDate end = next(charges.per(), unit);
            LocalDate begin = unit.isBefore(from) ? from : unit;
            LocalDate stop = end.isAfter(to) ? to : end;
            units = units.plus(Ratio.of(ChronoUnit.DAYS.between(begin, stop), ChronoUnit.DAYS.between(unit, end)));
        }
        return new Exact(Ratio.of(charges.amount()).times(units), charges.currency());
    }

    private static LocalDate first(Per per, LocalDate date) {
        return switch (per) {
            case DAY -> date;
            case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> date.withDayOfMonth(1);
            case QUARTER -> date.with(IsoFields.DAY_OF_QUARTER, 1);
            case YEAR -> date.withDayOfYear(1);
        };
    }

    private static LocalDate next(Per per, LocalDate start) {
        return switch (per) {
            case DAY -> start.plusDays(1);
            case WEEK -> start.plusWeeks(1);
            case MONTH -> start.plusMonths(1);
            case QUARTER -> start.plusMonths(3);
            case YEAR -> start.plusYears(1);
        };
    }
}
