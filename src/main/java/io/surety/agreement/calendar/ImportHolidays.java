package io.surety.agreement.calendar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.agreement.CalendarDocument;
import io.surety.agreement.DocumentFormat;
import io.surety.agreement.ReadCalendar;
import io.surety.agreement.SharedCalendar;
import io.surety.agreement.SharedCalendars;
import io.surety.agreement.document.CalendarClause;
import io.surety.agreement.document.CalendarClause.FrozenHolidays;
import io.surety.agreement.document.CalendarClause.HolidayClause;
import io.surety.agreement.document.CalendarClause.NamedDate;
import io.surety.calendar.IcalendarContents;
import io.surety.calendar.IcalendarOccurrence;
import io.surety.calendar.ReadIcalendar;
import io.surety.party.PersonId;
import io.surety.shared.Diagnostic;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Service;

/** Takes the whole days of an iCalendar file as further closed dates of a shared calendar: its next version. */
@Service
public class ImportHolidays {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SharedCalendars calendars;
    private final ReadCalendar reader;

    ImportHolidays(SharedCalendars calendars, ReadCalendar reader) {
        this.calendars = calendars;
        this.reader = reader;
    }

    /**
     * @param calendar in its newest version, which is now the one with the dates
     * @param taken dates that were open days before
     * @param repeated dates that were closed already
     * @param refused what is no whole day, or could not be read
     */
    public record Imported(SharedCalendar calendar, int taken, int repeated, List<Diagnostic> refused) {}

    /**
     * The dates of the validity and two years more.
     *
     * @throws io.surety.shared.Refusal if it is no iCalendar, or has more dates than a calendar may have
     */
    public Imported take(SharedCalendar newest, byte[] file, PersonId by) {
        CalendarDocument document = newest.document();
        ZoneId zone = Optional.ofNullable(document.clause().zone()).orElseThrow();
        IcalendarContents contents =
                ReadIcalendar.read(file, document.from(), document.to().plusYears(2), zone);
        List<Diagnostic> refused = new ArrayList<>(contents.refused());
        Set<LocalDate> dates = new TreeSet<>();
        for (IcalendarOccurrence occurrence : contents.occurrences()) {
            dates.addAll(occurrence.dates());
            if (occurrence.dates().isEmpty()) {
                refused.add(new Diagnostic(
                        "/events/" + occurrence.uid() + "/" + occurrence.key(),
                        "not-a-day",
                        "a holiday is a whole day; write a half day as a date with windows"));
            }
        }
        int found = dates.size();
        dates.removeAll(closed(document.clause()));
        SharedCalendar kept = dates.isEmpty() ? newest : calendars.keep(with(document, dates), by);
        return new Imported(kept, dates.size(), found - dates.size(), refused);
    }

    private static Set<LocalDate> closed(CalendarClause clause) {
        Set<LocalDate> closed = new HashSet<>();
        HolidayClause holidays = clause.holidays();
        if (holidays != null) {
            closed.addAll(holidays.extra());
            Optional.ofNullable(holidays.frozen()).map(FrozenHolidays::dates).orElse(List.of()).stream()
                    .map(NamedDate::date)
                    .forEach(closed::add);
        }
        return closed;
    }

    private CalendarDocument with(CalendarDocument document, Set<LocalDate> dates) {
        try {
            ObjectNode tree = (ObjectNode) JSON.readTree(document.normalised());
            var extra = tree.withObject("/spec/holidays").withArray("extra");
            dates.forEach(date -> extra.add(date.toString()));
            return reader.read(tree.toString().getBytes(StandardCharsets.UTF_8), DocumentFormat.JSON);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a normalised text is JSON", e);
        }
    }
}
