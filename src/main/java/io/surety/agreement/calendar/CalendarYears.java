package io.surety.agreement.calendar;

import io.surety.agreement.document.CalendarClause;
import io.surety.agreement.document.CalendarClause.FrozenHolidays;
import io.surety.agreement.document.CalendarClause.HolidayClause;
import io.surety.agreement.document.CalendarClause.NamedDate;
import io.surety.agreement.document.DocumentCalendars;
import io.surety.calendar.CalendarDefinition;
import io.surety.calendar.PublicHolidays;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A calendar of a document in years of one's choice. Public holidays that are frozen in it stay as they are; for dates
 * that the frozen ones do not cover, the library is asked.
 */
final class CalendarYears {

    private static final PublicHolidays LIBRARY = new PublicHolidays();

    private final CalendarClause clause;
    private final @Nullable CalendarClause base;

    /**
     * @param base the calendar that {@code clause} is the complement of
     * @throws Refusal if nobody knows the holidays of a region
     */
    CalendarYears(CalendarClause clause, @Nullable CalendarClause base) {
        this.clause = clause;
        this.base = base;
        Stream.of(Optional.of(clause), Optional.ofNullable(base))
                .flatMap(Optional::stream)
                .flatMap(c -> region(c).stream())
                .filter(region -> !LIBRARY.knows(region))
                .forEach(CalendarYears::unknown);
    }

    private static void unknown(String region) {
        String message = region + " is not a region whose public holidays are known";
        throw Refusal.invalid(
                "document-invalid",
                message,
                List.of(new Diagnostic("/calendar/holidays/region", "unknown-region", message)));
    }

    /** Whether its holidays are the same whatever years are asked about. */
    boolean isFixed() {
        return region(clause).isEmpty() && (base == null || region(base).isEmpty());
    }

    /** Whether holidays, those of the other calendar, may open it. */
    boolean isComplement() {
        return base != null;
    }

    int windowsAWeek() {
        return Stream.of(Optional.of(clause), Optional.ofNullable(base))
                .flatMap(Optional::stream)
                .flatMap(c -> c.windows().stream())
                .mapToInt(window -> window.days().size())
                .sum();
    }

    /** Its definition, with the holidays of these years; both inclusive. */
    CalendarDefinition in(int firstYear, int lastYear) {
        return DocumentCalendars.definition(
                with(clause, firstYear, lastYear), base == null ? null : with(base, firstYear, lastYear));
    }

    /** The public holidays of these years by name. */
    List<NamedDate> named(int firstYear, int lastYear) {
        HolidayClause holidays = with(clause, firstYear, lastYear).holidays();
        return holidays == null || holidays.frozen() == null
                ? List.of()
                : holidays.frozen().dates();
    }

    private static Optional<String> region(CalendarClause clause) {
        return Optional.ofNullable(clause.holidays()).map(HolidayClause::region);
    }

    private static CalendarClause with(CalendarClause clause, int firstYear, int lastYear) {
        HolidayClause holidays = clause.holidays();
        String region = region(clause).orElse(null);
        if (holidays == null || region == null) {
            return clause;
        }
        LocalDate from = LocalDate.of(firstYear, 1, 1);
        LocalDate to = LocalDate.of(lastYear + 1, 1, 1);
        FrozenHolidays frozen = holidays.frozen();
        List<NamedDate> dates = new ArrayList<>();
        if (frozen == null) {
            dates.addAll(library(region, from, to));
        } else {
            dates.addAll(library(region, from, earlier(frozen.from(), to)));
            dates.addAll(frozen.dates());
            dates.addAll(library(region, later(frozen.to(), from), to));
        }
        return new CalendarClause(
                clause.id(),
                clause.zone(),
                clause.windows(),
                new HolidayClause(region, holidays.extra(), new FrozenHolidays(LIBRARY.library(), from, to, dates)),
                clause.dates(),
                clause.complementOf(),
                clause.shared());
    }

    private static List<NamedDate> library(String region, LocalDate from, LocalDate to) {
        return LIBRARY.of(region, from, to).stream()
                .map(day -> new NamedDate(day.date(), day.name()))
                .toList();
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
