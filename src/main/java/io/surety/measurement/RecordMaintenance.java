package io.surety.measurement;

import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import io.surety.shared.Diagnostic;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Maintenance windows that people announce and confirm (domain 6.3). */
@Service
public class RecordMaintenance {

    private static final int MOST_LISTED = 500;

    private final Sources sources;
    private final TakeMeasurements take;
    private final StoredRecords locks;
    private final StoredServiceRecords records;
    private final ConfirmRecords confirmations;
    private final TimeSource time;

    RecordMaintenance(
            Sources sources,
            TakeMeasurements take,
            StoredRecords locks,
            StoredServiceRecords records,
            ConfirmRecords confirmations,
            TimeSource time) {
        this.sources = sources;
        this.take = take;
        this.locks = locks;
        this.records = records;
        this.confirmations = confirmations;
        this.time = time;
    }

    /**
     * Anyone who sees the source may announce a window; repeating it changes nothing.
     *
     * @throws Refusal if the announcement is said to have been made in the future, or if the id has another content
     */
    @Transactional
    public MaintenanceWindow record(Caller caller, String sourceId, String id, Content.Maintenance window) {
        Source source = sources.visible(sourceId, caller);
        if (window.announcedAt().isAfter(time.now())) {
            throw Refusal.invalid(
                    "maintenance-invalid",
                    "the announcement is not accepted",
                    List.of(new Diagnostic("/announcedAt", "in-the-future", "must not be to come")));
        }
        store(take, caller, source, new Measurement(id, 0, 0, window));
        confirmations.confirmOwn(caller, source, id);
        return get(sourceId, id);
    }

    /**
     * Confirms a window with its announcement for one organisation.
     *
     * @param revision that was looked at
     * @throws Refusal {@code revision-changed} if it was corrected since
     */
    @Transactional
    public MaintenanceWindow confirm(
            Caller caller,
            String sourceId,
            String id,
            int revision,
            @Nullable OrganisationId organisation,
            String comment) {
        Source source = sources.visible(sourceId, caller);
        locks.lock(sourceId);
        MaintenanceWindow window = get(sourceId, id);
        checkRevision(revision, window.revision());
        confirmations.confirm(caller, source, id, window.service(), window.span(), organisation, comment);
        return get(sourceId, id);
    }

    /** Those that touch the span, of the sources that she sees; the newest first, at most 500. */
    public List<MaintenanceWindow> visibleTo(Caller caller, Interval span) {
        List<String> ids = sources.visibleTo(caller).stream().map(Source::id).toList();
        return records.recentMaintenance(ids, span, MOST_LISTED);
    }

    private MaintenanceWindow get(String sourceId, String id) {
        return records.maintenance(sourceId, id)
                .orElseThrow(() -> Refusal.notFound("maintenance window " + sourceId + "/" + id));
    }

    /** A person's entry that contradicts another one of its id is refused, and the transaction undone. */
    static void store(TakeMeasurements take, Caller caller, Source source, Measurement measurement) {
        Outcome outcome = take.take(new Delivery(source.id(), List.of(measurement), false, caller.person()))
                .get(0);
        if (outcome == Outcome.CONFLICTING) {
            throw Refusal.conflict("id-taken", "the id " + measurement.id() + " has another content");
        }
    }

    static void checkRevision(int seen, int present) {
        if (seen != present) {
            throw Refusal.conflict("revision-changed", "it has revision " + present + " by now; look at it first");
        }
    }
}
