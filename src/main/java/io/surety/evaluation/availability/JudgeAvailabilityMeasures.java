package io.surety.evaluation.availability;

import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.document.Exclusion;
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
import java.util.Objects;
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
        Term.ShareTarget target =
                Objects.requireNonNull(term.target(), "lint has made sure that an availability has a target");
        Facts facts = facts(version, term, period);
        JudgeAvailability judge = new JudgeAvailability(
                version,
                term,
                period,
                calendars.of(version.document(), target.calendar()),
                calendars.of(
                        version.document(), version.document().spec().period().calendar()),
                facts,
                now);
        Verdict verdict = judge.judge();
        return new Judgement(List.of(verdict), facts.watermark(), judge.lost(verdict));
    }

    @Override
    public Interval affected(Version version, Term term, Interval changed) {
        Interval near = around(changed, reach(version.document().spec(), (AvailabilityMeasure) term.measure()));
        return causesNeeded(version, term, near);
    }

    private Facts facts(Version version, Term term, PartPeriod period) {
        Spec spec = version.document().spec();
        AvailabilityMeasure measure = (AvailabilityMeasure) term.measure();
        String source = measure.source();
        String service = term.service();
        Interval causes = causesNeeded(version, term, period.part());
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

    /** A cap counts in calendar periods that may begin before what is judged. */
    private static Interval causesNeeded(Version version, Term term, Interval span) {
        return ApplyExclusions.of(version.document().spec(), term).stream()
                .map(Exclusion::per)
                .filter(Objects::nonNull)
                .flatMap(per -> ApplyExclusions.capPeriods(version, per, span).stream())
                .reduce(span, JudgeAvailabilityMeasures::hull);
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

    private static Interval hull(Interval one, Interval other) {
        return new Interval(
                one.from().isBefore(other.from()) ? one.from() : other.from(),
                one.to().isAfter(other.to()) ? one.to() : other.to());
    }
}
