package io.surety.agreement.reading;

import io.surety.agreement.document.CalendarClause;
import io.surety.agreement.document.DocumentCalendars;
import io.surety.calendar.ServiceCalendar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The calendars of a document in which lint has found nothing wrong, each compiled when it is first asked for. */
final class LintCalendars {

    private final List<CalendarClause> clauses;
    private final Map<String, ServiceCalendar> compiled = new HashMap<>();

    LintCalendars(List<CalendarClause> clauses) {
        this.clauses = clauses;
    }

    ServiceCalendar of(String id) {
        return compiled.computeIfAbsent(id, wanted -> {
            CalendarClause clause = clause(wanted);
            CalendarClause base = clause.complementOf() == null ? null : clause(clause.complementOf());
            return ServiceCalendar.of(DocumentCalendars.definition(clause, base));
        });
    }

    private CalendarClause clause(String id) {
        return clauses.stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("lint has made sure that there is a calendar " + id));
    }
}
