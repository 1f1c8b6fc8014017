package io.surety.agreement.reading;

import io.surety.agreement.document.Measure.CountedMeasure;
import io.surety.agreement.document.Measure.Limit;
import io.surety.agreement.document.Measure.Method;
import io.surety.agreement.document.Measure.Query;
import io.surety.agreement.document.Measure.RatioMeasure;
import io.surety.agreement.document.Measure.Subset;
import io.surety.agreement.document.Measure.ThresholdMeasure;
import io.surety.agreement.document.Measure.VolumeMeasure;
import io.surety.agreement.document.SourceClause;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.agreement.document.Term.PeriodTarget;
import io.surety.calendar.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Terms that count: {@code ratio}, {@code threshold} and {@code volume}. */
final class MeasureLint {

    private static final String NOT_HERE = "not-for-this-measure";
    private static final String MISSING = "missing";

    private final Spec spec;
    private final Term term;
    private final String path;
    private final Findings findings;

    MeasureLint(Spec spec, Term term, String path, Findings findings) {
        this.spec = spec;
        this.term = term;
        this.path = path;
        this.findings = findings;
    }

    void check() {
        notOfClocks();
        if (term.measure() instanceof VolumeMeasure volume) {
            volume(volume);
            return;
        }
        findings.errorIf(term.onlyIf() != null, path + "/onlyIf", NOT_HERE, "the condition counts work items");
        oneShare();
        if (term.measure() instanceof CountedMeasure counted) {
            slices(counted);
            queries(counted);
        }
    }

    void notOfClocks() {
        findings.errorIf(!term.targets().isEmpty(), path + "/targets", NOT_HERE, "only a duration has several targets");
        findings.errorIf(
                term.conformance() != null, path + "/conformance", NOT_HERE, "conformance is a share of clocks");
        findings.errorIf(term.tolerance() != null, path + "/tolerance", NOT_HERE, "tolerance counts late clocks");
    }

    /** One share, {@code atLeast} or {@code share}, in calendar periods; or an objective; or both of them. */
    void oneShare() {
        PeriodTarget target = term.target();
        findings.errorIf(
                target == null && term.objective() == null,
                path + "/target",
                MISSING,
                "it is judged against a target, or watched against an objective");
        if (target == null) {
            return;
        }
        calendar(target);
        findings.errorIf(
                (target.atLeast() == null) == (target.share() == null),
                path + "/target",
                "exactly-one",
                "the target is one share, as atLeast or as share");
        findings.errorIf(
                target.each() != null || target.weighted() != null,
                path + "/target",
                NOT_HERE,
                "each and weighted are shares of a volume");
    }

    private void calendar(PeriodTarget target) {
        findings.known(Ids.calendars(spec), target.calendar(), path + "/target/calendar", "calendar");
    }

    private void slices(CountedMeasure measure) {
        boolean sliced = measure.method() != Method.OCCURRENCES;
        boolean judged = measure.method() == Method.TIMESLICES;
        Span slice = measure.slice();
        findings.errorIf(
                sliced != (slice != null),
                path + "/measure/slice",
                sliced ? MISSING : NOT_HERE,
                "methods that look at slices, and only they, have a length");
        findings.errorIf(
                judged != (measure.sliceTarget() != null),
                path + "/measure/sliceTarget",
                judged ? MISSING : NOT_HERE,
                "slices that are good or bad, and only they, have a target of their own");
        findings.errorIf(
                slice instanceof Span.OpenTime length && length.duration().toSeconds() % 60 != 0,
                path + "/measure/slice",
                "not-whole-minutes",
                "a slice is a whole number of minutes, because counts are kept by the minute");
        Optional<Duration> step = source().map(SourceClause::step).flatMap(MeasureLint::length);
        findings.errorIf(
                slice instanceof Span.OpenTime length
                        && step.isPresent()
                        && length.duration().toMillis() % step.get().toMillis() != 0,
                path + "/measure/slice",
                "slice-not-whole-steps",
                "a slice is a whole number of the source's steps");
    }

    private static Optional<Duration> length(@Nullable Span span) {
        return span instanceof Span.OpenTime open ? Optional.of(open.duration()) : Optional.empty();
    }

    private void queries(CountedMeasure measure) {
        boolean queried =
                source().map(s -> s.kind() == SourceClause.Kind.PROMETHEUS).orElse(false);
        findings.errorIf(
                queried && measure.indicator() != null,
                path + "/measure/indicator",
                NOT_HERE,
                "what a source is asked for is told apart by its queries");
        if (measure instanceof RatioMeasure ratio) {
            asked(queried, ratio.total(), "total");
            findings.errorIf(
                    queried && (ratio.good() == null) == (ratio.bad() == null),
                    path + "/measure",
                    "exactly-one",
                    "a source that is queried is asked for good or for bad events");
            unasked(queried, ratio.good(), "good");
            unasked(queried, ratio.bad(), "bad");
        } else if (measure instanceof ThresholdMeasure threshold) {
            asked(queried, threshold.within(), "within");
            asked(queried, threshold.total(), "total");
            if (threshold.within() != null) {
                bucketBound(threshold.limit(), threshold.within());
            }
        }
    }

    private void asked(boolean queried, @Nullable Query query, String field) {
        findings.errorIf(
                queried && query == null,
                path + "/measure/" + field,
                MISSING,
                "a source that is queried has a query for it");
        unasked(queried, query, field);
    }

    private void unasked(boolean queried, @Nullable Query query, String field) {
        findings.errorIf(
                !queried && query != null,
                path + "/measure/" + field,
                NOT_HERE,
                "a source that delivers by itself is not queried");
        if (query != null) {
            findings.errorIf(
                    !Promql.countsOneStep(query.query()),
                    path + "/measure/" + field + "/query",
                    "range-not-step",
                    "each event counts once if every range is [$step], without quantiles");
        }
    }

    /** Counting within a limit is exact only if a bucket ends at the limit. */
    private void bucketBound(Limit limit, Query within) {
        Promql.bucketProblem(limit, within.query())
                .ifPresent(problem -> findings.error(path + "/measure/within/query", "bucket-bound", problem));
    }

    private void volume(VolumeMeasure measure) {
        PeriodTarget target = term.target();
        findings.errorIf(target == null, path + "/target", MISSING, "a volume is judged against a target");
        findings.errorIf(
                term.objective() != null, path + "/objective", NOT_HERE, "a volume is judged in calendar periods");
        if (target != null) {
            calendar(target);
            findings.errorIf(
                    target.each() == null && target.weighted() == null,
                    path + "/target",
                    MISSING,
                    "a volume has a share for each subset, a weighted one, or both");
            findings.errorIf(
                    target.atLeast() != null || target.share() != null,
                    path + "/target",
                    NOT_HERE,
                    "the shares of a volume are each and weighted");
            findings.errorIf(
                    target.weighted() != null
                            && measure.subsets().stream()
                                    .anyMatch(
                                            s -> s.value() == null || s.value().signum() == 0),
                    path + "/measure/subsets",
                    "subset-without-value",
                    "what is weighted by value has a value in each subset");
        }
        findings.errorIf(
                term.minimumEvents() > 0,
                path + "/minimumEvents",
                NOT_HERE,
                "a volume of which nothing is delivered is missed, not undetermined");
        subsets(measure);
    }

    private void subsets(VolumeMeasure measure) {
        List<Subset> subsets = measure.subsets();
        findings.unique(subsets, Subset::id, path + "/measure/subsets", "id");
        TargetReach reach = new TargetReach(spec.calendars());
        for (int i = 0; i < subsets.size(); i++) {
            Subset later = subsets.get(i);
            String at = path + "/measure/subsets/" + i;
            findings.errorIf(
                    later.id().equals(VolumeMeasure.WEIGHTED),
                    at + "/id",
                    "reserved-id",
                    "weighted stands for the value of all subsets");
            findings.errorIf(
                    reach.excludeEachOther(measure.where(), later.when())
                            || reach.isTaken(
                                    measure.where(),
                                    later.when(),
                                    subsets.subList(0, i).stream()
                                            .map(Subset::when)
                                            .toList()),
                    at,
                    "target-never-wins",
                    "whatever it matches is not counted, or matches a subset before it");
        }
    }

    private Optional<SourceClause> source() {
        return spec.sources().stream()
                .filter(s -> s.id().equals(term.measure().source()))
                .findFirst();
    }
}
