package io.surety.evaluation.counted;

import io.surety.agreement.document.SourceClause;
import io.surety.calendar.Span;
import io.surety.evaluation.availability.Spans;
import io.surety.evaluation.ledger.Claim;
import io.surety.evaluation.ledger.TimeEntry;
import io.surety.evaluation.ledger.TimeLedger;
import io.surety.measurement.Bucket;
import io.surety.measurement.Grain;
import io.surety.measurement.Rollups;
import io.surety.measurement.Totals;
import io.surety.shared.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Cuts the judged span where events begin to count in another way, at whole minutes because events are kept by the minute:
 * a minute counts as it does at its start. Reads what was counted in each stretch, in the largest buckets that lie wholly
 * in it, or in slices.
 */
final class ReadSegments {

    private static final Duration MINUTE = Grain.MINUTE.length();

    private final Rollups rollups;
    private final CountedSeries series;
    private final SourceClause source;
    private final Optional<Instant> watermark;

    ReadSegments(Rollups rollups, CountedSeries series, SourceClause source, Optional<Instant> watermark) {
        this.rollups = rollups;
        this.series = series;
        this.source = source;
        this.watermark = watermark;
    }

    /** @param claims what is said about the time of the span, which they cover */
    List<Segment> read(Interval span, Collection<Claim> claims) {
        List<Interval> unknown = unknown(span);
        List<Segment> segments = new ArrayList<>();
        for (TimeEntry entry : TimeLedger.of(span, claims).entries()) {
            wholeMinutes(new Interval(entry.from(), entry.to()))
                    .ifPresent(part -> segments.add(new Segment(
                            entry.mark(),
                            part,
                            slots(LargestBuckets.of(rollups, List.of(series.series()), part)
                                    .getOrDefault(series.series(), List.of())),
                            Spans.common(List.of(part), unknown).stream()
                                    .mapToLong(Interval::millis)
                                    .sum())));
        }
        return segments;
    }

    /** The same with slices, each in the stretch in which it starts. */
    List<Segment> slices(Interval span, Collection<Claim> claims, Duration length) {
        List<Segment> segments = new ArrayList<>();
        for (TimeEntry entry : TimeLedger.of(span, claims).entries()) {
            wholeMinutes(new Interval(entry.from(), entry.to()))
                    .ifPresent(part ->
                            segments.add(new Segment(entry.mark(), part, slices(startingIn(part, length), length), 0)));
        }
        return segments;
    }

    /** The slices that lie wholly in a span. */
    List<Slot> slices(Interval span, Duration length) {
        return slots(rollups.slices(series.series(), span, length));
    }

    /** As far as the slices reach that start in it. */
    private static Interval startingIn(Interval part, Duration length) {
        return new Interval(part.from(), part.to().plus(length));
    }

    /** What begins within a minute counts from the next one. */
    static Optional<Interval> wholeMinutes(Interval span) {
        return Spans.between(Grain.MINUTE.ceiling(span.from()), Grain.MINUTE.ceiling(span.to()));
    }

    private List<Slot> slots(List<Bucket> buckets) {
        return buckets.stream()
                .flatMap(bucket -> series.slot(bucket).stream())
                .filter(slot -> slot.total() > 0)
                .toList();
    }

    /** Of what the source says nothing, or contradicts itself. */
    private List<Interval> unknown(Interval span) {
        List<Interval> unknown = new ArrayList<>();
        if (source.complete() == SourceClause.Completeness.WATERMARK) {
            Instant known = watermark.orElse(span.from());
            Spans.between(known.isAfter(span.from()) ? known : span.from(), span.to())
                    .ifPresent(unknown::add);
            Totals whole = totals(minutesAround(span));
            if (whole.contradicted() > 0 || series.good(whole).isEmpty()) {
                minutes(span).stream()
                        .filter(this::isUncertain)
                        .map(Bucket::span)
                        .forEach(unknown::add);
            }
            return Spans.merged(unknown);
        }
        if (isWhole(minutesAround(span))) {
            return List.of();
        }
        List<Interval> known = new ArrayList<>();
        Duration held = Staleness.of(source).orElse(MINUTE);
        Instant reach = span.from().minus(held);
        for (Bucket bucket : minutes(new Interval(reach, span.to()))) {
            if (!isUncertain(bucket)) {
                known.add(
                        new Interval(bucket.span().from(), bucket.span().from().plus(held)));
            }
        }
        return Spans.gaps(span, known);
    }

    /** What is pulled has one reading for each step, so where there are as many as steps nothing is missing. */
    private boolean isWhole(Interval span) {
        if (source.kind() != SourceClause.Kind.PROMETHEUS || !(source.step() instanceof Span.OpenTime step)) {
            return false;
        }
        Totals totals = totals(span);
        return totals.contradicted() == 0
                && Math.multiplyHigh(totals.events(), step.duration().toMillis()) == 0
                && totals.events() * step.duration().toMillis() >= span.millis();
    }

    private Totals totals(Interval span) {
        return rollups.totals(List.of(series.series()), span).getOrDefault(series.series(), Totals.NONE);
    }

    private boolean isUncertain(Bucket bucket) {
        return bucket.totals().contradicted() > 0
                || series.good(bucket.totals()).isEmpty();
    }

    private List<Bucket> minutes(Interval span) {
        return buckets(minutesAround(span), Grain.MINUTE);
    }

    /** Without sketches, which nothing here asks for. */
    private List<Bucket> buckets(Interval span, Grain grain) {
        return rollups.buckets(List.of(series.series()), span, grain).getOrDefault(series.series(), List.of());
    }

    private static Interval minutesAround(Interval span) {
        return new Interval(Grain.MINUTE.floor(span.from()), Grain.MINUTE.ceiling(span.to()));
    }
}
