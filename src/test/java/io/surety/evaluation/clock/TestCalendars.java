package io.surety.evaluation.clock;

import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.document.AgreementDocument;
import io.surety.agreement.document.CalendarClause;
import io.surety.agreement.document.CalendarClause.WindowClause;
import io.surety.calendar.CalendarDefinition;
import io.surety.calendar.CalendarDefinition.TimeRange;
import io.surety.calendar.CalendarDefinition.Window;
import io.surety.calendar.ServiceCalendar;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Compiles the weekly windows of a document's calendars; the scenes here have no holidays. */
public final class TestCalendars implements ServiceCalendars {

    private static final List<String> DAYS = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");

    private final Map<CalendarClause, ServiceCalendar> compiled = new ConcurrentHashMap<>();

    @Override
    public ServiceCalendar of(AgreementDocument document, String id) {
        CalendarClause clause = document.spec().calendars().stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow();
        return compiled.computeIfAbsent(clause, c -> ServiceCalendar.of(definition(c)));
    }

    private static CalendarDefinition definition(CalendarClause clause) {
        return new CalendarDefinition(
                clause.id(),
                Objects.requireNonNull(clause.zone()),
                clause.windows().stream().map(TestCalendars::window).toList(),
                Set.of(),
                Map.of(),
                Optional.empty());
    }

    private static Window window(WindowClause clause) {
        Set<DayOfWeek> days = clause.days().stream()
                .map(d -> DayOfWeek.of(DAYS.indexOf(d) + 1))
                .collect(Collectors.toSet());
        return new Window(days, new TimeRange(time(clause.from()), time(clause.to())));
    }

    private static LocalTime time(String text) {
        return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
    }
}
