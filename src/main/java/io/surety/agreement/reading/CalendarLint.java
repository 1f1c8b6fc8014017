package io.surety.agreement.reading;

import io.surety.agreement.document.CalendarClause;
import io.surety.agreement.document.CalendarClause.DateClause;
import io.surety.agreement.document.CalendarClause.TimeClause;
import io.surety.agreement.document.CalendarClause.WindowClause;
import io.surety.agreement.document.DocumentCalendars;
import io.surety.agreement.document.PeriodClause;
import io.surety.agreement.document.Spec;
import io.surety.calendar.ServiceCalendar;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Calendars that are whole, that open at all, and whose windows do not overlap. */
final class CalendarLint {

    private static final int DAY = 24 * 3600;

    private final Spec spec;
    private final Findings findings;

    CalendarLint(Spec spec, Findings findings) {
        this.spec = spec;
        this.findings = findings;
    }

    void check() {
        findings.unique(spec.calendars(), CalendarClause::id, "/spec/calendars", "id");
        for (int i = 0; i < spec.calendars().size(); i++) {
            calendar(spec.calendars().get(i), "/spec/calendars/" + i);
        }
    }

    private void calendar(CalendarClause calendar, String path) {
        findings.errorIf(
                calendar.id().equals("assignee"),
                path + "/id",
                "reserved-id",
                "assignee stands for the calendar of a person");
        boolean whole = calendar.complementOf() == null ? ordinary(calendar, path) : complement(calendar, path);
        ofItsOwn(calendar, path, findings);
        if (whole && spec.period().end().isAfter(spec.period().start())) {
            opens(calendar, path);
        }
    }

    /** What can be said about a calendar alone. */
    static void ofItsOwn(CalendarClause calendar, String path, Findings findings) {
        findings.unique(calendar.dates(), d -> d.date().toString(), path + "/dates", "date");
        overlaps(calendar.windows(), path + "/windows", findings);
        for (int i = 0; i < calendar.dates().size(); i++) {
            overlaps(windows(calendar.dates().get(i)), path + "/dates/" + i + "/windows", findings);
        }
    }

    /** A calendar that is none's complement opens in its validity. */
    static void opens(CalendarClause calendar, LocalDate from, LocalDate to, Findings findings) {
        var definition = DocumentCalendars.definition(calendar, null);
        long open = ServiceCalendar.of(definition)
                .elapsedMillis(
                        from.atStartOfDay(definition.zone()).toInstant(),
                        to.atStartOfDay(definition.zone()).toInstant());
        findings.errorIf(open == 0, "/spec", "calendar-never-opens", "it has no open time in its validity");
    }

    private boolean ordinary(CalendarClause calendar, String path) {
        findings.errorIf(calendar.zone() == null, path + "/zone", "missing", "a calendar has a zone");
        return calendar.zone() != null;
    }

    private boolean complement(CalendarClause calendar, String path) {
        findings.errorIf(
                !calendar.windows().isEmpty(),
                path + "/windows",
                "complement-with-windows",
                "a complement is open when the other calendar is not, and has no windows");
        for (int i = 0; i < calendar.dates().size(); i++) {
            findings.errorIf(
                    calendar.dates().get(i).like() != null,
                    path + "/dates/" + i + "/like",
                    "complement-with-windows",
                    "a complement has no windows of a weekday");
        }
        Optional<CalendarClause> base = base(calendar);
        findings.errorIf(
                base.isEmpty(),
                path + "/complementOf",
                "unknown-reference",
                "there is no calendar " + calendar.complementOf());
        boolean nested = base.isPresent() && base.get().complementOf() != null;
        findings.errorIf(
                nested,
                path + "/complementOf",
                "complement-of-complement",
                "the other calendar is a complement itself");
        return base.isPresent()
                && !nested
                && base.get().zone() != null
                && calendar.windows().isEmpty();
    }

    private Optional<CalendarClause> base(CalendarClause calendar) {
        return spec.calendars().stream()
                .filter(c -> c.id().equals(calendar.complementOf()))
                .findFirst();
    }

    private void opens(CalendarClause calendar, String path) {
        PeriodClause period = spec.period();
        var compiled = ServiceCalendar.of(
                DocumentCalendars.definition(calendar, base(calendar).orElse(null)));
        long open = compiled.elapsedMillis(
                period.start().atStartOfDay(period.zone()).toInstant(),
                period.end().atStartOfDay(period.zone()).toInstant());
        findings.errorIf(
                open == 0, path, "calendar-never-opens", "it has no open time between the agreement's start and end");
    }

    /** Open time is the union, so an overlap does no harm, but nobody means it. */
    private static void overlaps(List<WindowClause> windows, String path, Findings findings) {
        for (int i = 0; i < windows.size(); i++) {
            for (int j = 0; j < i; j++) {
                findings.warnIf(
                        overlap(windows.get(i), windows.get(j)),
                        path + "/" + i,
                        "windows-overlap",
                        "it overlaps window " + j);
            }
        }
    }

    /** On one day, or where one of them reaches over midnight into the day of the other. */
    private static boolean overlap(WindowClause one, WindowClause other) {
        return IntStream.rangeClosed(-1, 1)
                .anyMatch(days -> one.days().stream()
                                .map(day -> DocumentCalendars.day(day).plus(days))
                                .anyMatch(day -> other.days().stream()
                                        .map(DocumentCalendars::day)
                                        .anyMatch(day::equals))
                        && start(one.from()) < end(other.from(), other.to()) + days * DAY
                        && start(other.from()) + days * DAY < end(one.from(), one.to()));
    }

    /** The windows of one date, as if they were those of one weekday. */
    private static List<WindowClause> windows(DateClause date) {
        List<TimeClause> times = Optional.ofNullable(date.windows()).orElse(List.of());
        return times.stream()
                .map(time -> new WindowClause(List.of("MO"), time.from(), time.to()))
                .toList();
    }

    private static int start(String from) {
        return LocalTime.parse(from).toSecondOfDay();
    }

    /** In seconds of the day on which the window begins. */
    private static int end(String from, String to) {
        int end = to.equals("24:00") ? DAY : LocalTime.parse(to).toSecondOfDay();
        return end > start(from) ? end : end + DAY;
    }
}
