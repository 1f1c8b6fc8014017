package io.surety.agreement;

import io.surety.agreement.document.AgreementDocument;
import io.surety.agreement.document.CalendarClause;
import io.surety.agreement.document.DocumentCalendars;
import io.surety.calendar.ServiceCalendar;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps the calendars that were used last, by what they are made of: two documents with the same one share it. */
@Component
class CompiledCalendars implements ServiceCalendars {

    private static final int KEPT = 300;

    private record Key(CalendarClause clause, @Nullable CalendarClause base) {}

    private final Map<Key, ServiceCalendar> compiled =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, ServiceCalendar> eldest) {
                    return size() > KEPT;
                }
            });

    @Override
    public ServiceCalendar of(AgreementDocument document, String id) {
        CalendarClause clause = clause(document, id)
                .orElseThrow(() -> new IllegalArgumentException("the document has no calendar " + id));
        String base = clause.complementOf();
        return of(new Key(clause, base == null ? null : clause(document, base).orElseThrow()));
    }

    /** A calendar that is no complement. */
    ServiceCalendar of(CalendarClause clause) {
        return of(new Key(clause, null));
    }

    private ServiceCalendar of(Key key) {
        return compiled.computeIfAbsent(
                key, k -> ServiceCalendar.of(DocumentCalendars.definition(k.clause(), k.base())));
    }

    private static Optional<CalendarClause> clause(AgreementDocument document, String id) {
        return document.spec().calendars().stream()
                .filter(c -> c.id().equals(id))
                .findFirst();
    }
}
