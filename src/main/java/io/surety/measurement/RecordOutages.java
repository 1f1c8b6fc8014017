package io.surety.measurement;

import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import io.surety.shared.Diagnostic;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Outages that people record, end and confirm (domain 6.3). What a person records is a measurement like any other, with
 * a revision for each change.
 */
@Service
public class RecordOutages {

    private static final int MOST_LISTED = 500;

    private final Sources sources;
    private final TakeMeasurements take;
    private final StoredRecords locks;
    private final StoredServiceRecords records;
    private final ConfirmRecords confirmations;
    private final TimeSource time;

    RecordOutages(
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
     * Anyone who sees the source may record an outage; repeating it changes nothing.
     *
     * @throws Refusal {@code id-taken} if the id has another content
     */
    @Transactional
    public Outage record(Caller caller, String sourceId, String id, Content.Outage outage) {
        Source source = sources.visible(sourceId, caller);
        store(caller, source, new Measurement(id, 0, 0, outage));
        confirmations.confirmOwn(caller, source, id);
        return get(sourceId, id);
    }

    /**
     * Whoever recorded it, or belongs to the owner of the source, may say that it is over.
     *
     * @throws Refusal {@code already-ended}, or if {@code at} is not later than its start
     */
    @Transactional
    public Outage end(Caller caller, String sourceId, String id, Instant at) {
        Source source = lockVisible(caller, sourceId);
        Outage outage = get(sourceId, id);
        if (!caller.organisations().contains(source.owner()) && !records.wasRecordedBy(sourceId, id, caller.person())) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN, "not-yours-to-end", "the source's owner or whoever recorded it ends it");
        }
        if (outage.to().isPresent()) {
            throw Refusal.conflict("already-ended", "it ended at " + outage.to().orElseThrow());
        }
        if (at.toEpochMilli() <= outage.from().toEpochMilli() || at.isAfter(time.now())) {
            throw Refusal.invalid(
                    "outage-invalid",
                    "the end is not accepted",
                    List.of(new Diagnostic("/at", "value-not-allowed", "must be after its start, and not to come")));
        }
        var ended = new Content.Outage(
                outage.service(), outage.from(), at, outage.cause(), outage.party(), outage.evidence());
        store(caller, source, new Measurement(id, outage.revision() + 1, 0, ended));
        confirmations.confirmOwn(caller, source, id);
        return get(sourceId, id);
    }

    /**
     * Records the cause of an outage, with evidence: a correction, which has to be confirmed anew. Anyone who sees the
     * source may, as long as no other organisation has confirmed the present cause; after that only whoever recorded the
     * outage or belongs to the owner of the source may, and the others object.
     *
     * @param revision that was looked at
     * @throws Refusal {@code revision-changed} if it was corrected since; {@code cause-confirmed} if she has to object
     */
    @Transactional
    public Outage attribute(
            Caller caller,
            String sourceId,
            String id,
            int revision,
            String cause,
            @Nullable String party,
            String evidence) {
        Source source = lockVisible(caller, sourceId);
        Outage outage = get(sourceId, id);
        RecordMaintenance.checkRevision(revision, outage.revision());
        boolean confirmedByOthers = outage.confirmedBy().stream()
                .anyMatch(o -> !caller.organisations().contains(o));
        if (confirmedByOthers
                && !caller.organisations().contains(source.owner())
                && !records.wasRecordedBy(sourceId, id, caller.person())) {
            throw Refusal.conflict(
                    "cause-confirmed", "another organisation has confirmed the present cause; object to it instead");
        }
        var attributed =
                new Content.Outage(outage.service(), outage.from(), outage.to().orElse(null), cause, party, evidence);
        store(caller, source, new Measurement(id, outage.revision() + 1, 0, attributed));
        confirmations.confirmOwn(caller, source, id);
        return get(sourceId, id);
    }

    /**
     * Confirms an outage with its cause for one organisation.
     *
     * @param revision that was looked at; another one has to be looked at first
     * @throws Refusal {@code revision-changed} if it was corrected since
     */
    @Transactional
    public Outage confirm(
            Caller caller,
            String sourceId,
            String id,
            int revision,
            @Nullable OrganisationId organisation,
            String comment) {
        Source source = lockVisible(caller, sourceId);
        Outage outage = get(sourceId, id);
        RecordMaintenance.checkRevision(revision, outage.revision());
        Instant to = outage.to().orElseGet(time::now);
        Instant end = to.isAfter(outage.from()) ? to : outage.from().plusMillis(1);
        confirmations.confirm(
                caller, source, id, outage.service(), new Interval(outage.from(), end), organisation, comment);
        return get(sourceId, id);
    }

    /** Those that touch the span, of the sources that she sees; the newest first, at most 500. */
    public List<Outage> visibleTo(Caller caller, Interval span) {
        List<String> ids = sources.visibleTo(caller).stream().map(Source::id).toList();
        return records.recentOutages(ids, span, MOST_LISTED);
    }

    private Source lockVisible(Caller caller, String sourceId) {
        Source source = sources.visible(sourceId, caller);
        locks.lock(sourceId);
        return source;
    }

    private Outage get(String sourceId, String id) {
        return records.outage(sourceId, id).orElseThrow(() -> Refusal.notFound("outage " + sourceId + "/" + id));
    }

    private void store(Caller caller, Source source, Measurement measurement) {
        RecordMaintenance.store(take, caller, source, measurement);
    }
}
