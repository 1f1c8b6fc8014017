package io.surety.agreement.reading;

import io.surety.agreement.document.Measure;
import io.surety.agreement.document.Measure.AvailabilityMeasure;
import io.surety.agreement.document.Measure.DurationMeasure;
import io.surety.agreement.document.SourceClause;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.agreement.document.Term.ClockTarget;
import io.surety.calendar.Span;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One term: what it refers to, what belongs to its kind of measure, and targets that can be won. */
final class TermLint {

    private static final String NOT_HERE = "not-for-this-measure";

    private final Spec spec;
    private final Term term;
    private final String path;
    private final Findings findings;

    TermLint(Spec spec, Term term, String path, Findings findings) {
        this.spec = spec;
        this.term = term;
        this.path = path;
        this.findings = findings;
    }

    void check() {
        findings.known(Ids.services(spec), term.service(), path + "/service", "service");
        if (term.escalation() != null) {
            findings.known(Ids.policies(spec), term.escalation(), path + "/escalation", "escalation policy");
        }
        findings.errorIf(
                term.conformance() != null && term.tolerance() != null,
                path + "/tolerance",
                "conformance-and-tolerance",
                "a term is judged by its conformance or by its tolerance, not by both");
        if (term.measure() instanceof DurationMeasure duration) {
            duration(duration);
        } else if (term.measure() instanceof AvailabilityMeasure availability) {
            availability(availability);
        } else {
            new MeasureLint(spec, term, path, findings).check();
        }
        source(term.measure());
        support();
        new CreditLint(spec, term, path, findings).check();
    }

    private void source(Measure measure) {
        Optional<SourceClause> source = spec.sources().stream()
                .filter(s -> s.id().equals(measure.source()))
                .findFirst();
        findings.errorIf(
                source.isEmpty(),
                path + "/measure/source",
                "unknown-reference",
                "there is no source " + measure.source());
        findings.errorIf(
                source.isPresent() && !kinds(measure).contains(source.get().kind()),
                path + "/measure/source",
                "source-kind",
                "the source " + measure.source() + " does not deliver what is measured");
    }

    /** Outages may come with the tickets, from the same system. */
    private static Set<SourceClause.Kind> kinds(Measure measure) {
        if (measure instanceof AvailabilityMeasure availability) {
            return switch (availability.from()) {
                case OUTAGES -> EnumSet.of(SourceClause.Kind.OUTAGES, SourceClause.Kind.WORK_ITEMS);
                case SAMPLES -> EnumSet.of(SourceClause.Kind.SAMPLES);
                case SLICES -> EnumSet.of(SourceClause.Kind.COUNTERS);
            };
        }
        if (measure instanceof Measure.RatioMeasure) {
            return EnumSet.of(SourceClause.Kind.COUNTERS, SourceClause.Kind.PROMETHEUS);
        }
        if (measure instanceof Measure.ThresholdMeasure) {
            return EnumSet.of(SourceClause.Kind.SAMPLES, SourceClause.Kind.PROMETHEUS);
        }
        return EnumSet.of(SourceClause.Kind.WORK_ITEMS);
    }

    private void duration(DurationMeasure measure) {
        findings.errorIf(
                term.targets().isEmpty(), path + "/targets", "missing", "a duration is judged against targets");
        findings.errorIf(term.target() != null, path + "/target", NOT_HERE, "a duration has targets, in a list");
        findings.errorIf(
                term.objective() != null, path + "/objective", NOT_HERE, "clocks are judged in calendar periods");
        findings.unique(term.targets(), ClockTarget::id, path + "/targets", "id");
        Set<String> parties = Ids.partiesAndRoles(spec);
        for (int i = 0; i < measure.pause().size(); i++) {
            var pause = measure.pause().get(i);
            if (pause.party() != null) {
                findings.known(parties, pause.party(), path + "/measure/pause/" + i + "/party", "party");
            }
        }
        for (int i = 0; i < measure.attribute().size(); i++) {
            findings.known(
                    parties, measure.attribute().get(i).party(), path + "/measure/attribute/" + i + "/party", "party");
        }
        for (int i = 0; i < term.targets().size(); i++) {
            clockTarget(i);
        }
        new ClockLint(spec, term, measure, path, findings).check();
    }

    private void clockTarget(int index) {
        ClockTarget target = term.targets().get(index);
        String at = path + "/targets/" + index;
        boolean assigned = target.calendar().equals(ClockTarget.ASSIGNEE);
        if (!assigned) {
            findings.known(Ids.calendars(spec), target.calendar(), at + "/calendar", "calendar");
        }
        findings.warnIf(
                assigned
                        && term.measure() instanceof DurationMeasure measure
                        && "created".equals(measure.start().event()),
                at + "/calendar",
                "assignee-before-assignment",
                "the clock starts when the item is created: unless it is assigned by then, the agreement's calendar counts");
        for (String opened : target.when().getOrDefault("opened", List.of())) {
            findings.known(Ids.calendars(spec), opened, at + "/when/opened", "calendar");
        }
    }

    private void availability(AvailabilityMeasure measure) {
        MeasureLint lint = new MeasureLint(spec, term, path, findings);
        lint.oneShare();
        lint.notOfClocks();
        findings.errorIf(term.onlyIf() != null, path + "/onlyIf", NOT_HERE, "the condition counts work items");
        boolean slices = measure.from() == AvailabilityMeasure.From.SLICES;
        findings.errorIf(
                slices != (measure.slice() != null),
                path + "/measure/slice",
                slices ? "missing" : NOT_HERE,
                "slices, and only they, have a length");
        findings.errorIf(
                slices != (measure.sliceTarget() != null),
                path + "/measure/sliceTarget",
                slices ? "missing" : NOT_HERE,
                "slices, and only they, have a target of their own");
        findings.errorIf(
                measure.from() != AvailabilityMeasure.From.OUTAGES && measure.minimumOutage() != null,
                path + "/measure/minimumOutage",
                NOT_HERE,
                "only outages have a shortest length");
        findings.errorIf(
                term.minimumEvents() > 0 && !slices, path + "/minimumEvents", NOT_HERE, "there are no events to count");
    }

    private void support() {
        for (int i = 0; i < term.supportedBy().size(); i++) {
            var support = term.supportedBy().get(i);
            findings.errorIf(
                    (support.agreement() == null) == (support.own() == null),
                    path + "/supportedBy/" + i,
                    "exactly-one",
                    "a support is a term of another agreement or own work");
        }
        ownWork();
        if (term.tracking() != null) {
            findings.known(Ids.parties(spec), term.tracking().measuredBy(), path + "/tracking/measuredBy", "party");
            findings.known(Ids.parties(spec), term.tracking().checkedBy(), path + "/tracking/checkedBy", "party");
            findings.errorIf(
                    term.tracking().measuredBy().equals(term.tracking().checkedBy()),
                    path + "/tracking/checkedBy",
                    "checks-itself",
                    "whoever measures is checked by another party");
        }
    }

    /** Own work alone must not take longer than a target allows: then nothing could carry the term (domain, 7.7). */
    private void ownWork() {
        Duration own = term.supportedBy().stream()
                .map(Term.Support::own)
                .flatMap(span -> span instanceof Span.OpenTime open ? Stream.of(open.duration()) : Stream.empty())
                .reduce(Duration.ZERO, Duration::plus);
        for (int i = 0; i < term.targets().size(); i++) {
            findings.errorIf(
                    term.targets().get(i).within() instanceof Span.OpenTime within
                            && own.compareTo(within.duration()) > 0,
                    path + "/targets/" + i + "/within",
                    "own-work-outlasts-target",
                    "the own work of " + own + " that carries the term takes longer than the target allows");
        }
    }
}
