package io.surety.calendar;

import io.surety.shared.Diagnostic;
import java.util.List;

/**
 * What an iCalendar file says about a stretch of time.
 *
 * @param occurrences by their start
 * @param refused events that could not be read, each with its place in the file and a reason
 */
public record IcalendarContents(List<IcalendarOccurrence> occurrences, List<Diagnostic> refused) {

    public IcalendarContents {
        occurrences = List.copyOf(occurrences);
        refused = List.copyOf(refused);
    }
}
