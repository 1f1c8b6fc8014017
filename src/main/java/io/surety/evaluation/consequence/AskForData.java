package io.surety.evaluation.consequence;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.evaluation.period.VerdictPublished;
import io.surety.evaluation.period.Verdicts;
import io.surety.evaluation.period.WatermarksOfTerms;
import io.surety.evaluation.verdict.NotDetermined;
import io.surety.evaluation.verdict.Verdict;
import io.surety.measurement.LineWatermarkMoved;
import io.surety.measurement.Measurements;
import io.surety.measurement.PullsWatermarkMoved;
import io.surety.measurement.WatermarkMoved;
import io.surety.party.OrganisationId;
import io.surety.party.Role;
import io.surety.shared.Ratio;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Asks the party that owes the data when an ended period says nothing for lack of them ({@code domain.md} 4): once for each
 * term and period, whatever its targets. A source that has spoken for the whole period owes nothing, also where nothing
 * happened in it.
 */
@Component
class AskForData {

    private static final Set<NotDetermined> FOR_LACK_OF_DATA =
            EnumSet.of(NotDetermined.NO_DATA, NotDetermined.BELOW_COMPLETENESS);

    /** For what is asked when the period is final already. */
    private static final Duration LEAST_TIME = Duration.ofDays(7);

    private final Agreements agreements;
    private final Verdicts verdicts;
    private final DataRequests requests;
    private final WatermarksOfTerms watermarks;
    private final Measurements measurements;
    private final TimeSource time;
    private final ApplicationEventPublisher events;

    AskForData(
            Agreements agreements,
            Verdicts verdicts,
            DataRequests requests,
            WatermarksOfTerms watermarks,
            Measurements measurements,
            TimeSource time,
            ApplicationEventPublisher events) {
        this.agreements = agreements;
        this.verdicts = verdicts;
        this.requests = requests;
        this.watermarks = watermarks;
        this.measurements = measurements;
        this.time = time;
        this.events = events;
    }

    @EventListener
    void on(VerdictPublished published) {
        StoredVerdict stored = published.after();
        boolean missedBefore = published
                .before()
                .filter(said -> lacks(said.reason(), said.completeness(), said.partTo(), said.watermark()))
                .isPresent();
        if (stored.state() == PeriodState.RUNNING || (!missedBefore && !lacks(stored))) {
            return;
        }
        Verdict verdict = stored.verdict();
        Optional<DataRequest> known = requests.lock(
                verdict.version(), verdict.term(), verdict.period().part().from());
        if (lacks(stored)) {
            ask(stored, known);
        } else if (verdicts
                .of(verdict.version(), verdict.term(), verdict.period().period().from())
                .stream()
                .noneMatch(AskForData::lacks)) {
            known.ifPresent(this::arrived);
        }
    }

    /** A quiet period is known to have been quiet once its source has spoken for all of it. */
    @EventListener
    void on(WatermarkMoved moved) {
        requests.lockSpokenFor(moved.source(), moved.to()).stream()
                .filter(this::isSpokenFor)
                .forEach(this::arrived);
    }

    @EventListener
    void on(PullsWatermarkMoved moved) {
        requests.lockAllSpokenFor(moved.source(), moved.to()).forEach(this::arrived);
    }

    @EventListener
    void on(LineWatermarkMoved moved) {
        requests.lockSpokenFor(moved.line(), moved.to()).forEach(this::arrived);
    }

    /** What a source delivered by itself says nothing of its lines that are pulled, and of all of it nothing if some are. */
    private boolean isSpokenFor(DataRequest request) {
        Version version = agreements.get(request.version());
        return version.document()
                .spec()
                .term(request.term())
                .map(term -> watermarks.of(version, term))
                .orElseGet(() -> measurements.watermark(request.source()))
                .filter(until -> !until.isBefore(request.period().to()))
                .isPresent();
    }

    private static boolean lacks(StoredVerdict stored) {
        Verdict verdict = stored.verdict();
        return lacks(
                verdict.reason(),
                verdict.completeness(),
                verdict.period().part().to(),
                stored.watermark());
    }

    private static boolean lacks(
            Optional<NotDetermined> reason, Optional<Ratio> completeness, Instant end, Optional<Instant> watermark) {
        boolean spokenFor = watermark.filter(until -> !until.isBefore(end)).isPresent()
                && completeness.map(Ratio.ONE::equals).orElse(true);
        return reason.filter(FOR_LACK_OF_DATA::contains).isPresent() && !spokenFor;
    }

    private void ask(StoredVerdict stored, Optional<DataRequest> known) {
        Instant now = time.now();
        Instant due = stored.finalDueAt().isAfter(now.plus(LEAST_TIME)) ? stored.finalDueAt() : now.plus(LEAST_TIME);
        if (known.isEmpty()) {
            DataRequest request = request(stored, now, due);
            requests.insert(request);
            events.publishEvent(new DataMissing(request.id()));
        } else if (known.get().state() == DataRequest.State.ARRIVED) {
            requests.reopen(known.get().id(), now, due);
            events.publishEvent(new DataMissing(known.get().id()));
        }
    }

    private void arrived(DataRequest request) {
        if (request.state() == DataRequest.State.OPEN) {
            requests.settle(request.id(), DataRequest.State.ARRIVED, null, "", time.now());
            events.publishEvent(new RequestSettled(RequestSettled.About.DATA, request.id()));
        }
    }

    /** Whoever the source's clause says delivers it, else the provider. */
    static OrganisationId owes(Spec spec, String source) {
        return spec.sources().stream()
                .filter(clause -> clause.id().equals(source))
                .flatMap(clause -> Optional.ofNullable(clause.delivers()).stream())
                .map(OrganisationId::new)
                .findFirst()
                .orElse(new OrganisationId(spec.provider().id()));
    }

    static Role roleOf(Spec spec, OrganisationId party) {
        boolean third = spec.thirdParties().stream().anyMatch(one -> one.id().equals(party.value()));
        return third ? Role.THIRD_PARTY_CONTACT : Role.SERVICE_LEVEL_MANAGER;
    }

    private DataRequest request(StoredVerdict stored, Instant now, Instant due) {
        Verdict verdict = stored.verdict();
        Spec spec = agreements.get(verdict.version()).document().spec();
        Term term = spec.term(verdict.term()).orElseThrow();
        String source = term.measure().source();
        OrganisationId owes = owes(spec, source);
        return new DataRequest(
                UUID.randomUUID(),
                verdict.version(),
                verdict.term(),
                verdict.period().part(),
                source,
                owes,
                roleOf(spec, owes),
                verdict.reason().orElseThrow(),
                verdict.completeness().map(Ratio::toString),
                stored.watermark(),
                DataRequest.State.OPEN,
                now,
                due,
                Optional.empty(),
                Optional.empty(),
                "");
    }
}
