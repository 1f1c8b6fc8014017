package io.surety.evaluation.counted;

import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.document.Measure;
import io.surety.agreement.document.Measure.CountedMeasure;
import io.surety.agreement.document.Measure.Method;
import io.surety.agreement.document.Measure.RatioMeasure;
import io.surety.agreement.document.SourceClause;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.calendar.Span;
import io.surety.evaluation.availability.Down;
import io.surety.evaluation.availability.Facts;
import io.surety.evaluation.availability.JudgeAvailability;
import io.surety.evaluation.availability.ServiceTime;
import io.surety.evaluation.period.BulkPlan;
import io.surety.evaluation.period.JudgeMeasure;
import io.surety.evaluation.period.PreviewedItems;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.evaluation.verdict.Verdict;
import io.surety.measurement.Kind;
import io.surety.measurement.MaintenanceWindow;
import io.surety.measurement.Measurements;
import io.surety.measurement.Outage;
import io.surety.measurement.Pull;
import io.surety.measurement.Pulls;
import io.surety.measurement.Rollups;
import io.surety.measurement.SeriesRef;
import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Judges {@code ratio} and {@code threshold} terms from what has been rolled up. */
@Component
class JudgeCountedMeasures implements JudgeMeasure {

    private final Rollups rollups;
    private final Pulls pulls;
    private final Sources sources;
    private final Measurements measurements;
    private final ServiceCalendars calendars;

    JudgeCountedMeasures(
            Rollups rollups, Pulls pulls, Sources sources, Measurements measurements, ServiceCalendars calendars) {
        this.rollups = rollups;
        this.pulls = pulls;
        this.sources = sources;
        this.measurements = measurements;
        this.calendars = calendars;
    }

    @Override
    public boolean judges(Measure measure) {
        return measure instanceof CountedMeasure;
    }

    @Override
    public Set<Kind> readings(Term term) {
        return term.measure() instanceof RatioMeasure ? Set.of(Kind.COUNTER) : Set.of(Kind.GAUGE, Kind.SATISFACTION);
    }

    @Override
    public Judgement judge(Version version, Term term, PartPeriod period, Instant now) {
        return judge(version, term, period, rollups, now);
    }

    /** Values are counted anew within a limit that no version in force has. */
    @Override
    public Judgement preview(Version version, Term term, PartPeriod period, PreviewedItems items, Instant now) {
        CountedSeries counted = counted(version, term);
        Rollups read = counted.limit()
                .<Rollups>map(limit -> new RecountedRollups(rollups, counted.series(), limit))
                .orElse(rollups);
        return judge(version, term, period, read, now);
    }

    private Judgement judge(Version version, Term term, PartPeriod period, Rollups counts, Instant now) {
        CountedMeasure measure = (CountedMeasure) term.measure();
        Spec spec = version.document().spec();
        SourceClause source = JudgeAvailability.source(spec, measure);
        CountedSeries counted = CountedSeries.of(term, measure, source);
        Optional<Instant> watermark = measurements.watermark(counted.series());
        ServiceTime time = ServiceTime.of(version, term, calendars);
        ReadSegments read = new ReadSegments(counts, counted, source, watermark);
        Optional<Interval> judged = JudgeAvailability.judged(period, source, watermark, now);
        List<Down> causes = judged.map(span -> causes(version, term, span)).orElse(List.of());
        List<MaintenanceWindow> maintenance =
                judged.map(span -> maintenance(version, term, span)).orElse(List.of());
        if (measure.method() == Method.TIMESLICES) {
            return timeslices(version, term, period, time, read, maintenance, watermark, now);
        }
        JudgeCounted judge = new JudgeCounted(version, term, period, source);
        List<Segment> segments = judged.map(span -> {
                    var claims = time.claims(causes, maintenance, span);
                    return measure.method() == Method.OCCURRENCES
                            ? read.read(span, claims)
                            : read.slices(span, claims, Slices.length(measure));
                })
                .orElse(List.of());
        Verdict verdict = judge.judge(segments);
        long toCome = measure.method() == Method.RATIO_TIMESLICES
                ? judge.slicesToCome(segments, time.service(), now)
                : Long.MAX_VALUE;
        return new Judgement(List.of(verdict), watermark, judge.isLost(verdict, toCome));
    }

    private Judgement timeslices(
            Version version,
            Term term,
            PartPeriod period,
            ServiceTime time,
            ReadSegments read,
            List<MaintenanceWindow> maintenance,
            Optional<Instant> watermark,
            Instant now) {
        CountedMeasure measure = (CountedMeasure) term.measure();
        Facts facts = new Facts(List.of(), maintenance, List.of(), List.of(), List.of(), watermark);
        JudgeAvailability judge = new JudgeAvailability(
                version,
                term,
                JudgeAvailability.goal(term),
                period,
                time,
                facts,
                span -> new Slices(measure, read).signal(span),
                now);
        Verdict verdict = judge.judge();
        return new Judgement(List.of(verdict), watermark, judge.lost(verdict));
    }

    @Override
    public Interval affected(Version version, Term term, Interval changed) {
        return ServiceTime.causesNeeded(version, term, changed);
    }

    @Override
    public Optional<SeriesRef> series(Version version, Term term) {
        return Optional.of(counted(version, term).series());
    }

    private static CountedSeries counted(Version version, Term term) {
        CountedMeasure measure = (CountedMeasure) term.measure();
        return CountedSeries.of(
                term, measure, JudgeAvailability.source(version.document().spec(), measure));
    }

    @Override
    public void follow(Version version, Term term) {
        CountedMeasure measure = (CountedMeasure) term.measure();
        SourceClause source = JudgeAvailability.source(version.document().spec(), measure);
        String connection = source.connection();
        if (connection != null) {
            CountedSeries.queries(measure, source)
                    .ifPresent(
                            queries -> pull(version, term, new Pull(source.id(), term.service(), connection, queries)));
        }
        CountedSeries counted = counted(version, term);
        counted.limit().ifPresent(limit -> rollups.register(counted.series(), limit));
    }

    /** Nobody delivers for a source that is fetched, so nobody has to have registered it. */
    private void pull(Version version, Term term, Pull pull) {
        Spec spec = version.document().spec();
        if (sources.find(pull.source()).isEmpty()) {
            sources.register(
                    new Source(
                            pull.source(),
                            new OrganisationId(spec.provider().id()),
                            Set.of(new OrganisationId(spec.customer().id()))),
                    PersonId.SYSTEM);
        }
        pulls.fetch(pull, version.ref() + "/" + term.id(), version.validity());
    }

    /** Every event counts, at all times: no slices, no closed hours, no suspension, nothing that may be excluded. */
    @Override
    public Optional<BulkPlan> bulk(Version version, Term term) {
        CountedMeasure measure = (CountedMeasure) term.measure();
        Spec spec = version.document().spec();
        SourceClause source = JudgeAvailability.source(spec, measure);
        boolean watermarked = source.complete() == SourceClause.Completeness.WATERMARK;
        boolean stepped = source.kind() == SourceClause.Kind.PROMETHEUS && source.step() instanceof Span.OpenTime;
        Interval validity = version.validity();
        if (measure.method() != Method.OCCURRENCES
                || !(watermarked || stepped)
                || !version.suspensions().isEmpty()
                || ServiceTime.mayBeExcluded(spec, term)
                || ServiceTime.of(version, term, calendars).service().elapsedMillis(validity.from(), validity.to())
                        != validity.millis()) {
            return Optional.empty();
        }
        CountedSeries counted = CountedSeries.of(term, measure, source);
        return Optional.of(new BulkPlan(
                counted.series(),
                counted.limit(),
                counted.inverted(),
                JudgeAvailability.goal(term),
                term.noData(),
                term.completeness(),
                term.minimumEvents(),
                watermarked || !(source.step() instanceof Span.OpenTime step)
                        ? Optional.empty()
                        : Optional.of(step.duration())));
    }

    /** Outages of the service and its parts, whose causes may take time out; that it was down then is nothing that is counted. */
    private List<Down> causes(Version version, Term term, Interval span) {
        Spec spec = version.document().spec();
        if (!ServiceTime.mayBeExcluded(spec, term)) {
            return List.of();
        }
        Interval needed = ServiceTime.causesNeeded(version, term, span);
        return spec.sources().stream()
                .flatMap(source -> spec.withParts(term.service()).stream()
                        .flatMap(service -> measurements.outages(source.id(), service, needed).stream()))
                .flatMap(outage -> down(outage, needed.to()).stream())
                .toList();
    }

    private static Optional<Down> down(Outage outage, Instant end) {
        Instant to = outage.to().orElse(end);
        return to.isAfter(outage.from())
                ? Optional.of(new Down(
                        new Interval(outage.from(), to),
                        outage.source() + "/" + outage.id(),
                        outage.cause(),
                        outage.party(),
                        outage.confirmedBy()))
                : Optional.empty();
    }

    private List<MaintenanceWindow> maintenance(Version version, Term term, Interval span) {
        Spec spec = version.document().spec();
        if (!ServiceTime.mayBeExcluded(spec, term)) {
            return List.of();
        }
        Interval needed = ServiceTime.causesNeeded(version, term, span);
        List<String> sources = spec.sources().stream().map(SourceClause::id).toList();
        return spec.withParts(term.service()).stream()
                .flatMap(service -> measurements.maintenance(sources, service, needed).stream())
                .toList();
    }
}
