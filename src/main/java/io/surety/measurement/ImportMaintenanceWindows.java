package io.surety.measurement;

import io.surety.calendar.IcalendarContents;
import io.surety.calendar.IcalendarOccurrence;
import io.surety.calendar.ReadIcalendar;
import io.surety.party.Caller;
import io.surety.shared.Diagnostic;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Announces the events of an iCalendar file as maintenance windows; sending the file again changes nothing. */
@Service
public class ImportMaintenanceWindows {

    private static final int ID_BYTES = 12;
    /** Of the id of every window that came out of a file. */
    private static final String FROM_A_FILE = "ics-";

    private final Sources sources;
    private final TakeMeasurements take;
    private final StoredServiceRecords records;
    private final ConfirmRecords confirmations;
    private final TimeSource time;

    ImportMaintenanceWindows(
            Sources sources,
            TakeMeasurements take,
            StoredServiceRecords records,
            ConfirmRecords confirmations,
            TimeSource time) {
        this.sources = sources;
        this.take = take;
        this.records = records;
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
     */
    public record Announcement(
            String source, String service, LocalDate from, LocalDate to, ZoneId zone, Instant announcedAt) {}

    /**
     * @param corrected whose event has a higher SEQUENCE and another content
     * @param refused events that could not be read, or that changed without a higher SEQUENCE
     * @param absent ids of windows of the same source, service and dates that came out of a file before and are not in this
     *     one; they still count, because they may stand in another file, until a revision withdraws them
     */
    public record Imported(int taken, int repeated, int corrected, List<Diagnostic> refused, List<String> absent) {}

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
        IcalendarContents contents =
                ReadIcalendar.read(file, announcement.from(), announcement.to(), announcement.zone());
        List<Diagnostic> refused = new ArrayList<>(contents.refused());
        int[] counts = new int[Outcome.values().length];
        for (IcalendarOccurrence occurrence : contents.occurrences()) {
            announce(caller, source, announcement, occurrence)
                    .ifPresentOrElse(
                            outcome -> counts[outcome.ordinal()]++,
                            () -> refused.add(new Diagnostic(
                                    "/events/" + occurrence.uid() + "/" + occurrence.key(),
                                    "id-taken",
                                    "it differs from what was imported before; a change has a higher SEQUENCE")));
        }
        return new Imported(
                counts[Outcome.TAKEN.ordinal()],
                counts[Outcome.REPEATED.ordinal()],
                counts[Outcome.CORRECTED.ordinal()],
                refused,
                absent(announcement, contents));
    }

    private List<String> absent(Announcement announcement, IcalendarContents contents) {
        Set<String> present = contents.occurrences().stream()
                .map(ImportMaintenanceWindows::id)
                .collect(Collectors.toSet());
        ZoneId zone = announcement.zone();
        Interval asked = new Interval(
                announcement.from().atStartOfDay(zone).toInstant(),
                announcement.to().atStartOfDay(zone).toInstant());
        return records.maintenance(List.of(announcement.source()), announcement.service(), asked).stream()
                .map(MaintenanceWindow::id)
                .filter(id -> id.startsWith(FROM_A_FILE) && !present.contains(id))
                .toList();
    }

    private Optional<Outcome> announce(
            Caller caller, Source source, Announcement announcement, IcalendarOccurrence occurrence) {
        String id = id(occurrence);
        var window = new Content.Maintenance(
                announcement.service(),
                occurrence.span().from(),
                occurrence.span().to(),
                announcement.announcedAt(),
                occurrence.summary());
        Optional<MaintenanceWindow> before = records.maintenance(source.id(), id);
        if (before.isPresent() && isSame(before.get(), window)) {
            return Optional.of(Outcome.REPEATED);
        }
        if (before.isPresent() && before.get().revision() >= occurrence.sequence()) {
            return Optional.empty();
        }
        Measurement measurement = new Measurement(id, occurrence.sequence(), 0, window);
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

    private static String id(IcalendarOccurrence occurrence) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(occurrence.uid().getBytes(StandardCharsets.UTF_8));
            return FROM_A_FILE + HexFormat.of().formatHex(hash, 0, ID_BYTES) + "-" + occurrence.key();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
