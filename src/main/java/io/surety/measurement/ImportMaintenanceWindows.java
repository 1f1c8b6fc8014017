package io.surety.measurement;

import io.surety.calendar.IcalendarContents;
import io.surety.calendar.IcalendarOccurrence;
import io.surety.calendar.ReadIcalendar;
import io.surety.party.Caller;
import io.surety.shared.Diagnostic;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Announces the events of an iCalendar file as maintenance windows; sending the file again changes nothing. */
@Service
public class ImportMaintenanceWindows {

    /** Zones are no farther apart; what a file says is read this much longer than it is asked about. */
    private static final int ZONE_DAYS = 2;

    private final Sources sources;
    private final TakeMeasurements take;
    private final StoredRecords locks;
    private final StoredServiceRecords records;
    private final WithdrawAbsentWindows absences;
    private final ConfirmRecords confirmations;
    private final TimeSource time;

    ImportMaintenanceWindows(
            Sources sources,
            TakeMeasurements take,
            StoredRecords locks,
            StoredServiceRecords records,
            WithdrawAbsentWindows absences,
            ConfirmRecords confirmations,
            TimeSource time) {
        this.sources = sources;
        this.take = take;
        this.locks = locks;
        this.records = records;
        this.absences = absences;
        this.confirmations = confirmations;
        this.time = time;
    }

    /**
     * What is imported.
     *
     * @param from first local date
     * @param to first one no longer, at most 35 years later
     * @param zone of events that name none
     * @param announcedAt the instant of the announcement
     * @param withdrawAbsent whether no other file has windows of this source and service on these dates
     */
    public record Announcement(
            String source,
            String service,
            LocalDate from,
            LocalDate to,
            ZoneId zone,
            Instant announcedAt,
            boolean withdrawAbsent) {

        Interval span() {
            return new Interval(
                    from.atStartOfDay(zone).toInstant(), to.atStartOfDay(zone).toInstant());
        }
    }

    /**
     * @param corrected whose event has a higher SEQUENCE and another content, or which had been withdrawn
     * @param withdrawn ids of windows of the same source, service and dates that came out of a file before and are none any
     *     more: the file moves, leaves out or cancels them, or is said to be the only one
     * @param refused events that could not be read, or that changed without a higher SEQUENCE, and windows that are not the
     *     caller's to withdraw
     * @param absent ids of such windows of which the file says nothing; they still count
     */
    public record Imported(
            int taken,
            int repeated,
            int corrected,
            List<String> withdrawn,
            List<Diagnostic> refused,
            List<String> absent) {}

    /**
     * Takes all of it in one transaction.
     *
     * @throws Refusal if it is no iCalendar, or if the caller does not see the source
     */
    @Transactional
    public Imported take(Caller caller, Announcement announcement, byte[] file) {
        Source source = sources.visible(announcement.source(), caller);
        if (announcement.announcedAt().isAfter(time.now())) {
            throw Refusal.invalid(
                    "maintenance-invalid",
                    "the announcement is not accepted",
                    List.of(new Diagnostic("/announcedAt", "in-the-future", "must not be to come")));
        }
        IcalendarContents contents = ReadIcalendar.read(
                file,
                announcement.from().minusDays(ZONE_DAYS),
                announcement.to().plusDays(ZONE_DAYS),
                announcement.zone());
        locks.lock(source.id());
        List<Diagnostic> refused = new ArrayList<>(contents.refused());
        int[] counts = new int[Outcome.values().length];
        for (IcalendarOccurrence occurrence : contents.occurrences()) {
            if (occurrence.span().intersect(announcement.span()).isEmpty()) {
                continue;
            }
            announce(caller, source, announcement, occurrence)
                    .ifPresentOrElse(
                            outcome -> counts[outcome.ordinal()]++,
                            () -> refused.add(new Diagnostic(
                                    "/events/" + occurrence.uid() + "/" + occurrence.key(),
                                    "id-taken",
                                    "it differs from what was imported before; a change has a higher SEQUENCE")));
        }
        var found = absences.look(caller, source, announcement, contents);
        refused.addAll(found.refused());
        return new Imported(
                counts[Outcome.TAKEN.ordinal()],
                counts[Outcome.REPEATED.ordinal()],
                counts[Outcome.CORRECTED.ordinal()],
                found.withdrawn(),
                refused,
                found.absent());
    }

    private Optional<Outcome> announce(
            Caller caller, Source source, Announcement announcement, IcalendarOccurrence occurrence) {
        String id = ImportedWindowId.of(occurrence);
        var window = new Content.Maintenance(
                announcement.service(),
                occurrence.span().from(),
                occurrence.span().to(),
                announcement.announcedAt(),
                occurrence.summary(),
                occurrence.sequence());
        Optional<MaintenanceWindow> before = records.maintenance(source.id(), id);
        if (before.isPresent() && isSame(before.get(), window)) {
            return Optional.of(Outcome.REPEATED);
        }
        if (before.isPresent() && before.get().sequence() >= occurrence.sequence()) {
            return Optional.empty();
        }
        // after a withdrawal it is announced anew
        int next = records.highestRevision(source.id(), id)
                .map(highest -> highest + 1)
                .orElse(0);
        Measurement measurement = new Measurement(id, Math.max(occurrence.sequence(), next), 0, window);
        Outcome outcome = take.take(new Delivery(source.id(), List.of(measurement), false, caller.person()))
                .get(0);
        confirmations.confirmOwn(caller, source, id);
        return Optional.of(outcome);
    }

    /** The first announcement counts, so that a file can be sent again. */
    private static boolean isSame(MaintenanceWindow before, Content.Maintenance window) {
        return before.service().equals(window.service())
                && before.span().from().equals(window.from())
                && before.span().to().equals(window.to())
                && before.evidence().equals(window.evidence());
    }
}
