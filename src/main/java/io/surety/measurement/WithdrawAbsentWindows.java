package io.surety.measurement;

import io.surety.calendar.IcalendarContents;
import io.surety.measurement.ImportMaintenanceWindows.Announcement;
import io.surety.party.Caller;
import io.surety.shared.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * What becomes of windows that came out of a file before and are not in the present one. A file says all about the events
 * that it has: what it moves, leaves out or cancels is withdrawn. Of events that it does not have it says nothing, because
 * they may stand in another file, unless whoever sends it says that there is no other.
 */
@Component
class WithdrawAbsentWindows {

    private final StoredServiceRecords records;
    private final TakeMeasurements take;

    WithdrawAbsentWindows(StoredServiceRecords records, TakeMeasurements take) {
        this.records = records;
        this.take = take;
    }

    /**
     * @param withdrawn ids of windows that count no more
     * @param absent ids of those that still do
     * @param refused why some of them do
     */
    record Withdrawn(List<String> withdrawn, List<String> absent, List<Diagnostic> refused) {}

    /** What is in the file has been taken; the source is locked. */
    Withdrawn look(Caller caller, Source source, Announcement announcement, IcalendarContents contents) {
        var found = new Withdrawn(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        boolean whole = announcement.withdrawAbsent() && contents.refused().isEmpty();
        if (announcement.withdrawAbsent() && !whole) {
            found.refused()
                    .add(new Diagnostic(
                            "/withdrawAbsent", "file-not-whole", "some events could not be read, so none is missing"));
        }
        Map<String, Integer> events = contents.events().entrySet().stream()
                .collect(Collectors.toMap(e -> ImportedWindowId.ofEvent(e.getKey()), Map.Entry::getValue));
        for (MaintenanceWindow window : absent(announcement, contents)) {
            // an older file does not take back what a newer one has announced
            boolean said = events.getOrDefault(ImportedWindowId.event(window.id()), -1) >= window.sequence();
            if (!said && !whole) {
                found.absent().add(window.id());
            } else if (isHers(caller, source, window)) {
                withdraw(caller, window);
                found.withdrawn().add(window.id());
            } else {
                found.absent().add(window.id());
                found.refused()
                        .add(new Diagnostic(
                                "/windows/" + window.id(),
                                "not-yours-to-withdraw",
                                "the source's owner or whoever announced it withdraws it"));
            }
        }
        return found;
    }

    private List<MaintenanceWindow> absent(Announcement announcement, IcalendarContents contents) {
        Set<String> present =
                contents.occurrences().stream().map(ImportedWindowId::of).collect(Collectors.toSet());
        return records.maintenance(List.of(announcement.source()), announcement.service(), announcement.span()).stream()
                .filter(window -> ImportedWindowId.isOne(window.id()) && !present.contains(window.id()))
                .toList();
    }

    /** As with the end of an outage, so that no side takes away what excuses the other. */
    private boolean isHers(Caller caller, Source source, MaintenanceWindow window) {
        return caller.organisations().contains(source.owner())
                || records.wasRecordedBy(source.id(), window.id(), caller.person());
    }

    private void withdraw(Caller caller, MaintenanceWindow window) {
        var withdrawal =
                new Measurement(window.id(), window.revision() + 1, 0, new Content.Withdrawn(Kind.MAINTENANCE));
        take.take(new Delivery(window.source(), List.of(withdrawal), false, caller.person()));
    }
}
