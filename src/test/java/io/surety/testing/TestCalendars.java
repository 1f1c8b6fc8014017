package io.surety.testing;

import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.document.AgreementDocument;
import io.surety.agreement.document.CalendarClause;
import io.surety.agreement.document.DocumentCalendars;
import io.surety.calendar.ServiceCalendar;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Compiles the calendars that stand in a document themselves, without a database; once for all threads. */
public final class TestCalendars implements ServiceCalendars {

    private final Map<CalendarClause, ServiceCalendar> compiled = new ConcurrentHashMap<>();

    @Override
    public ServiceCalendar of(AgreementDocument document, String id) {
        CalendarClause clause = document.spec().calendars().stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow();
        return compiled.computeIfAbsent(clause, c -> ServiceCalendar.of(DocumentCalendars.definition(c, null)));
    }
}
