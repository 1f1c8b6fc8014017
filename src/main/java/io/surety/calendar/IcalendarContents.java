package io.surety.calendar;

import io.surety.shared.Diagnostic;
import java.util.List;
import java.util.Map;

/**
 * What an iCalendar file says about a stretch of time.
 *
 * @param occurrences by their start
 * @param events those of which all could be read, cancelled ones too: their UIDs with their SEQUENCE
 * @param refused events that could not be read, each with its place in the file and a reason
 */
public record IcalendarContents(
        List<IcalendarOccurrence> occurrences, Map<String, Integer> events, List<Diagnostic> refused) {

    public IcalendarContents {
        occurrences = List.copyOf(occurrences);
        events = Map.copyOf(events);
        refused = List.copyOf(refused);
    }
}
