package io.surety.agreement.reading;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.calendar.Due;
import io.surety.calendar.ServiceCalendar;
import io.surety.calendar.Span;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A verdict is not final before what was delivered in its period can no longer be refused (domain, 4). Runs on the
 * tree, over every period of the validity, because the two lengths may be counted on different calendars.
 */
final class RejectionLint {

    private final JsonNode spec;
    private final LintCalendars calendars;
    private final Findings findings;
    private final ZoneId zone;

    RejectionLint(JsonNode spec, LintCalendars calendars, Findings findings) {
        this.spec = spec;
        this.calendars = calendars;
        this.findings = findings;
        this.zone = ZoneId.of(spec.at("/period/zone").textValue());
    }

    void check() {
        for (JsonNode term : spec.path("terms")) {
            JsonNode within = term.at("/measure/refuse/within");
            if (within.isTextual() && term.path("target").has("calendar")) {
                term(term, Span.parse(within.textValue()));
            }
        }
    }

    private void term(JsonNode term, Span within) {
        ServiceCalendar refusing = calendars.of(term.at("/target/calendar").textValue());
        ends(term.at("/target/per").textValue())
                .filter(end -> refusing.due(end.minusMillis(1), within, List.of())
                        .map(Due::deadline)
                        .filter(last -> isFinalBefore(end, last))
                        .isPresent())
                .findFirst()
                .ifPresent(end -> findings.error(
                        "/spec/reporting/finalAfter",
                        "final-before-rejection",
                        "the period that ends on " + LocalDate.ofInstant(end, zone) + " is final while "
                                + term.path("id").asText() + " can still be refused for " + within.text()));
    }

    private boolean isFinalBefore(Instant end, Instant last) {
        Span after = Span.parse(spec.at("/reporting/finalAfter").textValue());
        if (after instanceof Span.Dates dates) {
            return end.atZone(zone).plus(dates.period()).toInstant().isBefore(last);
        }
        Optional<Due> due =
                calendars.of(spec.at("/period/calendar").textValue()).due(end, after, List.of());
        return due.map(Due::deadline).orElse(end).isBefore(last);
    }

    /** Of all periods that the validity touches; the last one ends with it. */
    private Stream<Instant> ends(String per) {
        LocalDate last = LocalDate.parse(spec.at("/period/end").textValue());
        LocalDate first = LocalDate.parse(spec.at("/period/start").textValue());
        return Stream.iterate(Optional.of(next(first, last, per)), Optional::isPresent, end -> end.filter(last::isAfter)
                        .map(date -> next(date, last, per)))
                .flatMap(Optional::stream)
                .map(date -> date.atStartOfDay(zone).toInstant());
    }

    private static LocalDate next(LocalDate date, LocalDate last, String per) {
        LocalDate next =
                switch (per) {
                    case "day" -> date.plusDays(1);
                    case "week" -> date.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
                    case "month" -> date.with(TemporalAdjusters.firstDayOfNextMonth());
                    case "quarter" -> date.withDayOfMonth(1).plusMonths(3 - (date.getMonthValue() - 1) % 3);
                    default -> date.with(TemporalAdjusters.firstDayOfNextYear());
                };
        return next.isBefore(last) ? next : last;
    }
}
