package io.surety.evaluation.period;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.VersionStateChanged;
import io.surety.agreement.document.Measure;
import io.surety.agreement.document.Term;
import io.surety.evaluation.DecisionsChanged;
import io.surety.measurement.ServiceRecordsChanged;
import io.surety.measurement.WatermarkMoved;
import io.surety.shared.Interval;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Queues what has to be judged again, in the transaction that changed the inputs. */
@Component
class MarkStalePeriods {

    private static final Duration REACH = Duration.ofDays(366);

    private final Agreements agreements;
    private final List<JudgeMeasure> judges;
    private final VerdictRows verdicts;
    private final StalePeriods stale;
    private final TimeSource time;

    MarkStalePeriods(
            Agreements agreements,
            List<JudgeMeasure> judges,
            VerdictRows verdicts,
            StalePeriods stale,
            TimeSource time) {
        this.agreements = agreements;
        this.judges = List.copyOf(judges);
        this.verdicts = verdicts;
        this.stale = stale;
        this.time = time;
    }

    @EventListener
    void on(DecisionsChanged changed) {
        Version version = agreements.get(changed.version());
        Instant now = time.now();
        version.document().spec().term(changed.term()).ifPresent(term -> changed.instants().stream()
                .map(instant -> PeriodOfTerm.at(version, term, instant))
                .distinct()
                .forEach(period -> stale.add(period, now)));
    }

    /** A record changes more than the span it stands for, such as where a cap is used up; the judge of its kind knows. */
    @EventListener
    void on(ServiceRecordsChanged changed) {
        Instant now = time.now();
        // Wide enough for a cap of the longest period, a year, that an early record has used up.
        Interval reach = new Interval(
                changed.span().from().minus(REACH), changed.span().to().plus(REACH));
        agreements.inForceDuring(reach).stream()
                .flatMap(version -> availability(version, changed.service())
                        .flatMap(term ->
                                PeriodOfTerm.within(version, term, affected(version, term, changed.span()), now)
                                        .stream()))
                .forEach(period -> stale.add(period, now));
    }

    private Interval affected(Version version, Term term, Interval changed) {
        return judges.stream()
                .filter(judge -> judge.judges(term.measure()))
                .findFirst()
                .map(judge -> judge.affected(version, term, changed))
                .orElse(changed);
    }

    /** What had to wait for its source may be complete now. */
    @EventListener
    void on(WatermarkMoved moved) {
        Instant now = time.now();
        verdicts.waitingForData().forEach(stored -> {
            Version version = agreements.get(stored.verdict().version());
            version.document()
                    .spec()
                    .term(stored.verdict().term())
                    .filter(term -> term.measure().source().equals(moved.source()))
                    .ifPresent(term -> stale.add(
                            PeriodOfTerm.at(
                                    version,
                                    term,
                                    stored.verdict().period().part().from()),
                            now));
        });
    }

    /** A version that came into force, was suspended or ended: all its periods that have begun. */
    @EventListener
    void on(VersionStateChanged changed) {
        if (!changed.to().wasActivated()) {
            return;
        }
        Version version = agreements.get(changed.version());
        Instant now = time.now();
        Optional<Interval> begun = begun(version, now);
        begun.ifPresent(span -> version.document().spec().terms().stream()
                .flatMap(term -> PeriodOfTerm.within(version, term, span, now).stream())
                .forEach(period -> stale.add(period, now)));
    }

    private static Optional<Interval> begun(Version version, Instant now) {
        Instant from = version.validity().from();
        return now.isAfter(from) ? Optional.of(new Interval(from, now)) : Optional.empty();
    }

    private static Stream<Term> availability(Version version, String service) {
        return version.document().spec().terms().stream()
                .filter(term -> term.measure() instanceof Measure.AvailabilityMeasure)
                .filter(term -> term.service().equals(service));
    }
}
