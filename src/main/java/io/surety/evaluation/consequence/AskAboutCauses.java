package io.surety.evaluation.consequence;

import io.surety.agreement.Agreements;
import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.VersionState;
import io.surety.agreement.VersionStateChanged;
import io.surety.agreement.document.AgreementDocument;
import io.surety.agreement.document.Measure.AvailabilityMeasure;
import io.surety.agreement.document.SourceClause;
import io.surety.agreement.document.Spec;
import io.surety.calendar.Due;
import io.surety.calendar.Span;
import io.surety.measurement.CauseConfirmed;
import io.surety.measurement.CausesRecorded;
import io.surety.measurement.RecordedCause;
import io.surety.measurement.RecordedCauses;
import io.surety.shared.Interval;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Asks those who decide about a recorded cause to confirm it ({@code domain.md} 6.3). A correction of the record makes what
 * was asked void, and asks anew.
 */
@Component
class AskAboutCauses {

    /** Long enough for a holiday, and half of what a period waits before it is final by default. */
    private static final Span TIME_TO_ANSWER = new Span.BusinessDays(5);

    private static final Duration WITHOUT_A_CALENDAR = Duration.ofDays(7);

    private final RecordedCauses causes;
    private final Agreements agreements;
    private final ServiceCalendars calendars;
    private final CauseRequests requests;
    private final TimeSource time;
    private final ApplicationEventPublisher events;

    AskAboutCauses(
            RecordedCauses causes,
            Agreements agreements,
            ServiceCalendars calendars,
            CauseRequests requests,
            TimeSource time,
            ApplicationEventPublisher events) {
        this.causes = causes;
        this.agreements = agreements;
        this.calendars = calendars;
        this.requests = requests;
        this.time = time;
        this.events = events;
    }

    /** In the recorder's transaction, once it is known who has confirmed the cause by recording it. */
    @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
    void on(CausesRecorded recorded) {
        List<RecordedCause> present = new ArrayList<>();
        for (String id : new TreeSet<>(recorded.ids())) {
            Optional<RecordedCause> cause = causes.find(recorded.source(), id);
            makeVoid(recorded.source(), id, cause);
            cause.ifPresent(present::add);
        }
        ask(present);
    }

    /** Confirming over REST completes the task. */
    @EventListener
    void on(CauseConfirmed confirmed) {
        requests.lockOpen(confirmed.source(), confirmed.id()).stream()
                .filter(request -> request.organisation().equals(confirmed.organisation()))
                .forEach(request -> {
                    requests.settle(
                            request.id(), CauseRequest.State.CONFIRMED, confirmed.by(), "confirmed", time.now());
                    events.publishEvent(new RequestSettled(RequestSettled.About.CAUSE, request.id()));
                });
    }

    /** What was recorded before a version came into force may matter to it. */
    @EventListener
    void on(VersionStateChanged changed) {
        if (changed.to() != VersionState.ACTIVE) {
            return;
        }
        Version version = agreements.get(changed.version());
        Spec spec = version.document().spec();
        List<String> sources = spec.sources().stream().map(SourceClause::id).toList();
        ask(spec.terms().stream()
                .filter(term -> term.measure() instanceof AvailabilityMeasure)
                .flatMap(term -> spec.withParts(term.service()).stream())
                .distinct()
                .flatMap(service -> causes.touching(sources, service, version.validity()).stream())
                .toList());
    }

    private void makeVoid(String source, String record, Optional<RecordedCause> cause) {
        Instant now = time.now();
        requests.lockOpen(source, record).stream()
                .filter(request -> cause.filter(present -> present.revision() == request.revision())
                        .isEmpty())
                .forEach(request -> {
                    requests.settle(request.id(), CauseRequest.State.VOID, null, "the record was corrected", now);
                    events.publishEvent(new RequestSettled(RequestSettled.About.CAUSE, request.id()));
                });
    }

    /** The agreements are looked up once for all of them, because a delivery may bring hundreds. */
    private void ask(List<RecordedCause> recorded) {
        if (recorded.isEmpty()) {
            return;
        }
        List<Version> versions = agreements.inForceDuring(hull(recorded));
        recorded.forEach(cause -> ask(
                cause,
                versions.stream()
                        .filter(version ->
                                version.validity().intersect(cause.span()).isPresent())
                        .toList()));
    }

    private static Interval hull(List<RecordedCause> recorded) {
        Instant from = recorded.stream()
                .map(cause -> cause.span().from())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Instant to = recorded.stream()
                .map(cause -> cause.span().to())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return new Interval(from, to);
    }

    private void ask(RecordedCause cause, List<Version> versions) {
        for (WhoConfirms.Party party : WhoConfirms.of(cause, versions)) {
            Instant now = time.now();
            CauseRequest request = new CauseRequest(
                    UUID.randomUUID(),
                    cause.source(),
                    cause.id(),
                    cause.revision(),
                    party.organisation(),
                    party.role(),
                    party.touches(),
                    CauseRequest.State.OPEN,
                    now,
                    due(party.touches().get(0), now),
                    Optional.empty(),
                    Optional.empty(),
                    "");
            if (requests.insert(request)) {
                events.publishEvent(new CauseNeedsConfirmation(request.id()));
            }
        }
    }

    /** On the calendar of the first agreement that the cause would touch. */
    private Instant due(TouchedTerm touched, Instant now) {
        AgreementDocument document = agreements.get(touched.ref()).document();
        return calendars
                .of(document, document.spec().period().calendar())
                .due(now, TIME_TO_ANSWER, List.of())
                .map(Due::deadline)
                .orElse(now.plus(WITHOUT_A_CALENDAR));
    }
}
