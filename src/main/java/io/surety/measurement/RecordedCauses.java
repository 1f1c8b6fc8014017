package io.surety.measurement;

import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Outages and maintenance windows as causes that somebody confirms, whatever their kind. */
@Service
public class RecordedCauses {

    private final StoredServiceRecords records;
    private final StoredRecords locks;
    private final ApplicationEventPublisher events;
    private final TimeSource time;

    RecordedCauses(
            StoredServiceRecords records, StoredRecords locks, ApplicationEventPublisher events, TimeSource time) {
        this.records = records;
        this.locks = locks;
        this.events = events;
        this.time = time;
    }

    /** The content that counts; empty if it was withdrawn, or while contents contradict each other. */
    public Optional<RecordedCause> find(String source, String id) {
        return records.outage(source, id)
                .map(outage -> RecordedCause.of(outage, time.now()))
                .or(() -> records.maintenance(source, id).map(RecordedCause::of));
    }

    /** Those of a service that touch the span. */
    public List<RecordedCause> touching(Collection<String> sources, String service, Interval span) {
        Instant now = time.now();
        return Stream.concat(
                        records.outages(sources, service, span).stream().map(o -> RecordedCause.of(o, now)),
                        records.maintenance(sources, service, span).stream().map(RecordedCause::of))
                .toList();
    }

    /** Whether the record, of whatever kind, got a revision or a confirmation at or after an instant. */
    public boolean correctedSince(String source, String id, Instant since) {
        return records.receivedSince(source, id, since);
    }

    /**
     * Makes whoever records or confirms something in the source wait until the transaction ends; to be called before
     * anything about its causes is locked, in the order in which they do it.
     */
    public void lock(String source) {
        locks.lock(source);
    }

    /**
     * Confirms a cause for an organisation. Whoever calls has made sure that the person may.
     *
     * @param revision that was looked at
     * @throws Refusal {@code not-found} if it counts no longer; {@code revision-changed} if it was corrected since
     */
    @Transactional
    public void confirm(
            String source, String id, int revision, OrganisationId organisation, PersonId by, String comment) {
        locks.lock(source);
        RecordedCause cause =
                find(source, id).orElseThrow(() -> Refusal.notFound("outage or maintenance " + source + "/" + id));
        RecordMaintenance.checkRevision(revision, cause.revision());
        records.confirm(source, id, organisation, by, comment, time.now());
        events.publishEvent(new CauseConfirmed(source, id, organisation, by));
        events.publishEvent(new ServiceRecordsChanged(source, cause.service(), cause.span()));
    }
}
