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
import io.surety.measurement.Kind;
import io.surety.measurement.MaintenanceWindow;
import io.surety.measurement.Measurements;
import io.surety.shared.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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
    public Set<Kind> readings(Term term) {
        return switch (((AvailabilityMeasure) term.measure()).from()) {
            case OUTAGES -> Set.of();
            case SAMPLES -> Set.of(Kind.SAMPLE);
            case SLICES -> Set.of(Kind.COUNTER);
        };
    }

    @Override
    public Judgement judge(Version version, Term term, PartPeriod period, Instant now) {
        List<Facts> members = members(version, term, period);
        Facts facts = members.get(0);
        JudgeAvailability judge = JudgeAvailability.of(
                version, term, period, ServiceTime.of(version, term, calendars), facts, members, now);
        Verdict verdict = judge.judge();
        return new Judgement(List.of(verdict), facts.watermark(), judge.lost(verdict));
    }

    @Override
    public Interval affected(Version version, Term term, Interval changed) {
        Interval near = around(changed, reach(version.document().spec(), (AvailabilityMeasure) term.measure()));
        return ServiceTime.causesNeeded(version, term, near);
    }

    /** Of its parts too, and what holds at the start. */
    @Override
    public Evidence evidence(Version version, Term term, Interval period) {
        Spec spec = version.document().spec();
        return new Evidence(
                spec.withParts(term.service()), around(period, reach(spec, (AvailabilityMeasure) term.measure())));
    }

    /**
     * What is known of the service and its parts: of outages all together, because those that touch are one; of samples and
     * slices each apart, as far as the source speaks of it.
     */
    private List<Facts> members(Version version, Term term, PartPeriod period) {
        Spec spec = version.document().spec();
        AvailabilityMeasure measure = (AvailabilityMeasure) term.measure();
        Set<String> services = spec.withParts(term.service());
        Interval causes = ServiceTime.causesNeeded(version, term, period.part());
        List<MaintenanceWindow> maintenance = services.stream()
                .flatMap(service ->
                        measurements
                                .maintenance(
                                        spec.sources().stream()
                                                .map(SourceClause::id)
                                                .toList(),
                                        service,
                                        causes)
                                .stream())
                .toList();
        if (measure.from() == AvailabilityMeasure.From.OUTAGES) {
            return List.of(outages(spec, measure, services, maintenance, causes, period));
        }
        List<Facts> speaking = services.stream()
                .map(service -> readings(spec, measure, service, maintenance, period))
                .filter(JudgeAvailabilityMeasures::speaks)
                .toList();
        return speaking.isEmpty() ? List.of(readings(spec, measure, term.service(), maintenance, period)) : speaking;
    }

    private static boolean speaks(Facts facts) {
        return !facts.samples().isEmpty()
                || !facts.counters().isEmpty()
                || !facts.contradictions().isEmpty();
    }

    private Facts outages(
            Spec spec,
            AvailabilityMeasure measure,
            Set<String> services,
            List<MaintenanceWindow> maintenance,
            Interval causes,
            PartPeriod period) {
        String source = measure.source();
        Duration reach = reach(spec, measure);
        return new Facts(
                services.stream()
                        .flatMap(service -> measurements.outages(source, service, around(causes, reach)).stream())
                        .toList(),
                maintenance,
                List.of(),
                List.of(),
                services.stream()
                        .flatMap(service ->
                                measurements.contradictions(source, service, around(period.part(), reach)).stream())
                        .toList(),
                measurements.watermark(source));
    }

    private Facts readings(
            Spec spec,
            AvailabilityMeasure measure,
            String service,
            List<MaintenanceWindow> maintenance,
            PartPeriod period) {
        String source = measure.source();
        Interval signal = around(period.part(), reach(spec, measure));
        AvailabilityMeasure.From from = measure.from();
        return new Facts(
                List.of(),
                maintenance,
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
