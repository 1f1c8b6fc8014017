package io.surety.evaluation.availability;

import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.document.Measure;
import io.surety.agreement.document.Measure.AvailabilityMeasure;
import io.surety.agreement.document.SourceClause;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.evaluation.period.JudgeMeasure;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.evaluation.verdict.Verdict;
import io.surety.measurement.Measurements;
import io.surety.shared.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Judges {@code availability} terms from what has been measured. */
@Component
class JudgeAvailabilityMeasures implements JudgeMeasure {

    private final Measurements measurements;
    private final ServiceCalendars calendars;

    JudgeAvailabilityMeasures(Measurements measurements, ServiceCalendars calendars) {
        this.measurements = measurements;
        this.calendars = calendars;
    }

    @Override
    public boolean judges(Measure measure) {
        return measure instanceof AvailabilityMeasure;
    }

    @Override
    public Judgement judge(Version version, Term term, PartPeriod period, Instant now) {
        Facts facts = facts(version, term, period);
        JudgeAvailability judge =
                JudgeAvailability.of(version, term, period, ServiceTime.of(version, term, calendars), facts, now);
        Verdict verdict = judge.judge();
        return new Judgement(List.of(verdict), facts.watermark(), judge.lost(verdict));
    }

    @Override
    public Interval affected(Version version, Term term, Interval changed) {
        Interval near = around(changed, reach(version.document().spec(), (AvailabilityMeasure) term.measure()));
        return ServiceTime.causesNeeded(version, term, near);
    }

    private Facts facts(Version version, Term term, PartPeriod period) {
        Spec spec = version.document().spec();
        AvailabilityMeasure measure = (AvailabilityMeasure) term.measure();
        String source = measure.source();
        String service = term.service();
        Interval causes = ServiceTime.causesNeeded(version, term, period.part());
        Interval signal = around(period.part(), reach(spec, measure));
        AvailabilityMeasure.From from = measure.from();
        return new Facts(
                from == AvailabilityMeasure.From.OUTAGES
                        ? measurements.outages(source, service, around(causes, reach(spec, measure)))
                        : List.of(),
                measurements.maintenance(
                        spec.sources().stream().map(SourceClause::id).toList(), service, causes),
                from == AvailabilityMeasure.From.SAMPLES ? measurements.samples(source, service, signal) : List.of(),
                from == AvailabilityMeasure.From.SLICES ? measurements.counters(source, service, signal) : List.of(),
                measurements.contradictions(source, service, signal),
                measurements.watermark(source));
    }

    /**
     * How far around a span records must be known: the length of an outage at its edge, the sample that holds at its
     * start, the slices that reach into it.
     */
    private static Duration reach(Spec spec, AvailabilityMeasure measure) {
        return switch (measure.from()) {
            case OUTAGES -> ReadSignal.minimumOutage(measure);
            case SAMPLES ->
                ReadSignal.staleAfter(JudgeAvailability.source(spec, measure)).orElse(Duration.ZERO);
            case SLICES -> ReadSignal.sliceLength(measure);
        };
    }

    private static Interval around(Interval span, Duration reach) {
        return new Interval(
                span.from().minus(reach).minusMillis(1), span.to().plus(reach).plusMillis(1));
    }
}
