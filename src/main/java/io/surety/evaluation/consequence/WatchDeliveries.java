package io.surety.evaluation.consequence;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.VersionState;
import io.surety.agreement.VersionStateChanged;
import io.surety.agreement.document.SourceClause;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.evaluation.consequence.ExpectedDeliveries.Expected;
import io.surety.evaluation.verdict.NotDetermined;
import io.surety.measurement.Measurements;
import io.surety.shared.Interval;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Holds whoever delivers a source to the rhythm that the document promises ({@code sources[].every}, {@code by}): once a
 * delivery is overdue, a task asks for it, and ends when it comes. While one is asked for no other of that source is.
 */
@Service
public class WatchDeliveries {

    private final Agreements agreements;
    private final Measurements measurements;
    private final ExpectedDeliveries expected;
    private final DataRequests requests;
    private final TimeSource time;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;

    WatchDeliveries(
            Agreements agreements,
            Measurements measurements,
            ExpectedDeliveries expected,
            DataRequests requests,
            TimeSource time,
            TransactionTemplate transaction,
            ApplicationEventPublisher events) {
        this.agreements = agreements;
        this.measurements = measurements;
        this.expected = expected;
        this.requests = requests;
        this.time = time;
        this.transaction = transaction;
        this.events = events;
    }

    /** What was due before it came into force is not asked for: a verdict that lacks it asks by itself. */
    @EventListener
    void on(VersionStateChanged changed) {
        if (changed.to() != VersionState.ACTIVE || changed.from().wasActivated()) {
            return;
        }
        Version version = agreements.get(changed.version());
        Spec spec = version.document().spec();
        for (SourceClause source : spec.sources()) {
            DeliveryDates.of(source, spec.period())
                    .ifPresent(dates -> expect(version, source.id(), dates, dates.next(time.now())));
        }
    }

    /** Looks at all that is due, one after the other. */
    public void run() {
        boolean more = true;
        while (more) {
            more = Boolean.TRUE.equals(transaction.execute(status -> {
                Instant now = time.now();
                Optional<Expected> due = expected.lockDue(now);
                due.ifPresent(one -> look(one, now));
                return due.isPresent();
            }));
        }
    }

    private void look(Expected due, Instant now) {
        Version version = agreements.get(due.version());
        Spec spec = version.document().spec();
        SourceClause source = spec.sources().stream()
                .filter(clause -> clause.id().equals(due.source()))
                .findFirst()
                .orElseThrow();
        DeliveryDates dates = DeliveryDates.of(source, spec.period()).orElseThrow();
        int next = dates.next(now);
        if (version.state() == VersionState.ACTIVE && version.inForceAt(dates.until(next - 1))) {
            askUnlessKnown(version, source, dates.until(next - 1), dates.due(next), now);
        }
        if (version.inForceAt(now)) {
            expect(version, source.id(), dates, next);
        } else {
            expected.forget(due);
        }
    }

    private void expect(Version version, String source, DeliveryDates dates, int number) {
        expected.expect(new Expected(version.ref(), source, number), dates.due(number));
    }

    private void askUnlessKnown(Version version, SourceClause source, Instant until, Instant nextDue, Instant now) {
        Optional<Instant> known = measurements.watermark(source.id());
        Instant from = known.filter(version.validity().from()::isBefore)
                .orElse(version.validity().from());
        Optional<Term> term = version.document().spec().terms().stream()
                .filter(t -> t.measure().source().equals(source.id()))
                .findFirst();
        if (term.isEmpty() || !from.isBefore(until) || requests.isOverdue(version.ref(), source.id())) {
            return;
        }
        Spec spec = version.document().spec();
        DataRequest request = new DataRequest(
                UUID.randomUUID(),
                version.ref(),
                term.get().id(),
                new Interval(from, until),
                source.id(),
                AskForData.owes(spec, source.id()),
                AskForData.roleOf(spec, AskForData.owes(spec, source.id())),
                NotDetermined.NO_DATA,
                Optional.empty(),
                known,
                DataRequest.State.OPEN,
                now,
                nextDue,
                Optional.empty(),
                Optional.empty(),
                "");
        if (requests.insertOverdue(request)) {
            events.publishEvent(new DataMissing(request.id()));
        }
    }
}
