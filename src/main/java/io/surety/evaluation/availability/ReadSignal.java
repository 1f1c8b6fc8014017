package io.surety.evaluation.availability;

import io.surety.agreement.document.Measure.AvailabilityMeasure;
import io.surety.agreement.document.SourceClause;
import io.surety.calendar.Span;
import io.surety.measurement.Contradiction;
import io.surety.measurement.CounterSample;
import io.surety.measurement.Outage;
import io.surety.measurement.Sample;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns records into spans that are down or unknown (domain, 4); the rest of the judged span is up. */
final class ReadSignal {

    private final AvailabilityMeasure measure;
    private final SourceClause source;
    private final Facts facts;
    private final Interval judged;

    ReadSignal(AvailabilityMeasure measure, SourceClause source, Facts facts, Interval judged) {
        this.measure = measure;
        this.source = source;
        this.facts = facts;
        this.judged = judged;
    }

    Signal read() {
        return switch (measure.from()) {
            case OUTAGES -> outages();
            case SAMPLES -> samples();
            case SLICES -> slices();
        };
    }

    /** Known up to the watermark, where no record means that nothing happened. */
    private Signal outages() {
        List<Down> down = facts.outages().stream()
                .map(this::down)
                .flatMap(Optional::stream)
                .toList();
        List<Interval> unknown = new ArrayList<>(contradicted("outage"));
        Instant known = facts.watermark().orElse(judged.from());
        Spans.between(known.isAfter(judged.from()) ? known : judged.from(), judged.to())
                .ifPresent(unknown::add);
        return new Signal(atLeastMinimum(down), unknown, 0);
    }

    /** An open outage lasts to the watermark. */
    private Optional<Down> down(Outage outage) {
        Instant end = outage.to().orElse(facts.watermark().orElse(outage.from()));
        return Spans.between(outage.from(), end)
                .map(span -> new Down(
                        span,
                        evidence(outage.source(), outage.id()),
                        outage.cause(),
                        outage.party(),
                        outage.confirmedBy()));
    }

    /** By the wall length of what overlaps or touches; what reaches the minimum counts from its first millisecond. */
    private List<Down> atLeastMinimum(List<Down> down) {
        Duration minimum = minimumOutage(measure);
        List<Interval> counted = Spans.merged(down.stream().map(Down::span).toList()).stream()
                .filter(span -> span.length().compareTo(minimum) >= 0)
                .toList();
        return down.stream()
                .filter(one -> counted.stream().anyMatch(one.span()::overlaps))
                .toList();
    }

    /** Each sample holds until the next one, at most {@code staleAfter}; of several at one instant a bad one counts. */
    private Signal samples() {
        TreeMap<Instant, Optional<Sample>> states = new TreeMap<>();
        for (Sample sample : facts.samples()) {
            states.merge(sample.at(), Optional.of(sample), ReadSignal::worse);
        }
        contradicted("sample").forEach(span -> states.put(span.from(), Optional.empty()));
        List<Down> down = new ArrayList<>();
        List<Interval> known = new ArrayList<>();
        for (Optional<Sample> state : states.values()) {
            state.ifPresent(
                    sample -> held(sample, states.higherKey(sample.at())).ifPresent(span -> {
                        known.add(span);
                        if (!sample.up()) {
                            join(down, Down.observed(span, evidence(sample.source(), sample.id())));
                        }
                    }));
        }
        return new Signal(down, Spans.gaps(judged, known), 0);
    }

    /** One bad sample after the other is one outage, shown by the first of them. */
    private static void join(List<Down> down, Down next) {
        Down last = down.isEmpty() ? null : down.get(down.size() - 1);
        if (last != null && last.span().to().equals(next.span().from())) {
            Interval both = new Interval(last.span().from(), next.span().to());
            down.set(down.size() - 1, Down.observed(both, last.evidence()));
        } else {
            down.add(next);
        }
    }

    private static Optional<Sample> worse(Optional<Sample> one, Optional<Sample> other) {
        Sample a = one.orElseThrow();
        Sample b = other.orElseThrow();
        if (a.up() != b.up()) {
            return a.up() ? other : one;
        }
        return a.id().compareTo(b.id()) <= 0 ? one : other;
    }

    private Optional<Interval> held(Sample sample, @Nullable Instant next) {
        Instant stale = staleAfter(source)
                .map(sample.at()::plus)
                .orElse(facts.watermark().orElse(sample.at()));
        return Spans.between(sample.at(), next != null && next.isBefore(stale) ? next : stale);
    }

    /** Slices lie on multiples of their length since 1970 in UTC; one without events is unknown. */
    private Signal slices() {
        Duration length = sliceLength(measure);
        Ratio target = Objects.requireNonNull(measure.sliceTarget(), "lint has made sure that slices have a target");
        Set<Long> contradicted = contradicted("counter").stream()
                .map(span -> index(span.from(), length))
                .collect(Collectors.toSet());
        TreeMap<Long, List<CounterSample>> bySlice = facts.counters().stream()
                .collect(Collectors.groupingBy(c -> index(c.at(), length), TreeMap::new, Collectors.toList()));
        List<Down> down = new ArrayList<>();
        List<Interval> known = new ArrayList<>();
        long events = 0;
        for (Map.Entry<Long, List<CounterSample>> entry : bySlice.entrySet()) {
            Interval slice = slice(entry.getKey(), length);
            long total = sum(entry.getValue().stream().map(CounterSample::total).toList());
            long good = sum(entry.getValue().stream().map(CounterSample::good).toList());
            if (total == 0 || contradicted.contains(entry.getKey()) || !slice.overlaps(judged)) {
                continue;
            }
            events = Math.addExact(events, total);
            known.add(slice);
            if (Ratio.of(good, total).compareTo(target) < 0) {
                down.add(Down.observed(slice, source.id() + "/slice " + slice.from() + " " + good + "/" + total));
            }
        }
        return new Signal(down, Spans.gaps(judged, known), events);
    }

    private static long sum(Collection<Long> counts) {
        return counts.stream().reduce(0L, Math::addExact);
    }

    private static long index(Instant at, Duration length) {
        return Math.floorDiv(at.toEpochMilli(), length.toMillis());
    }

    private static Interval slice(long index, Duration length) {
        Instant start = Instant.ofEpochMilli(index * length.toMillis());
        return new Interval(start, start.plus(length));
    }

    private List<Interval> contradicted(String kind) {
        return facts.contradictions().stream()
                .filter(c -> c.kind().equals(kind))
                .map(Contradiction::span)
                .toList();
    }

    private static String evidence(String source, String id) {
        return source + "/" + id;
    }

    /** Zero where all outages count. */
    static Duration minimumOutage(AvailabilityMeasure measure) {
        return wall(measure.minimumOutage()).orElse(Duration.ZERO);
    }

    static Optional<Duration> staleAfter(SourceClause source) {
        return wall(source.staleAfter()).or(() -> wall(source.step()).map(step -> step.multipliedBy(2)));
    }

    static Duration sliceLength(AvailabilityMeasure measure) {
        return wall(measure.slice())
                .orElseThrow(() -> new IllegalArgumentException("lint has made sure that slices have a length"));
    }

    private static Optional<Duration> wall(@Nullable Span span) {
        return span instanceof Span.OpenTime open ? Optional.of(open.duration()) : Optional.empty();
    }
}
