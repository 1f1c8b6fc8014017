package io.surety.agreement.document;

import io.surety.agreement.document.CalendarClause.FrozenHolidays;
import io.surety.agreement.document.CalendarClause.HolidayClause;
import io.surety.agreement.document.CalendarClause.NamedDate;
import io.surety.calendar.PublicHolidays;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * A document as if it had held from an earlier date on: the public holidays of its regions are frozen from its own start,
 * so what is judged before that asks for those before it too. What was frozen stays as it was frozen.
 */
public final class EarlierHolidays {

    private static final PublicHolidays LIBRARY = new PublicHolidays();

    private EarlierHolidays() {}

    /** @param from first date that is judged by the document */
    public static AgreementDocument in(AgreementDocument document, LocalDate from) {
        List<CalendarClause> calendars = document.spec().calendars().stream()
                .map(clause -> earlier(clause, from))
                .toList();
        return document.with(document.spec().withCalendars(calendars));
    }

    private static CalendarClause earlier(CalendarClause clause, LocalDate from) {
        HolidayClause holidays = clause.holidays();
        FrozenHolidays frozen = holidays == null ? null : holidays.frozen();
        if (holidays == null || frozen == null || holidays.region() == null || !from.isBefore(frozen.from())) {
            return clause;
        }
        Stream<NamedDate> before = LIBRARY.of(holidays.region(), from, frozen.from()).stream()
                .map(day -> new NamedDate(day.date(), day.name()));
        FrozenHolidays longer = new FrozenHolidays(
                frozen.library(),
                from,
                frozen.to(),
                Stream.concat(before, frozen.dates().stream()).toList());
        return new CalendarClause(
                clause.id(),
                clause.zone(),
                clause.windows(),
                new HolidayClause(holidays.region(), holidays.extra(), longer),
                clause.dates(),
                clause.complementOf(),
                clause.shared());
    }
}
