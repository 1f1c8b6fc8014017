package io.surety.evaluation.counted;

import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.ledger.Account;
import io.surety.evaluation.ledger.AccountLabel;
import io.surety.evaluation.ledger.Mark;
import io.surety.evaluation.period.BulkPlan;
import io.surety.evaluation.period.JudgeInBulk;
import io.surety.evaluation.verdict.NotDetermined;
import io.surety.evaluation.verdict.Verdict;
import io.surety.measurement.Bucket;
import io.surety.measurement.CountedBucket;
import io.surety.measurement.Counts;
import io.surety.measurement.Rollups;
import io.surety.measurement.SeriesRef;
import io.surety.measurement.Totals;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Judges Occurrences of many terms from the totals of their lines of numbers. */
@Component
class JudgeTotals implements JudgeInBulk {

    private final Rollups rollups;

    JudgeTotals(Rollups rollups) {
        this.rollups = rollups;
    }

    @Override
    public List<Optional<Figures>> figures(List<Work> work, Map<SeriesRef, Instant> watermarks) {
        List<Optional<Figures>> figures = new ArrayList<>(Collections.nCopies(work.size(), Optional.empty()));
        Map<Interval, List<Integer>> places = new LinkedHashMap<>();
        for (int i = 0; i < work.size(); i++) {
            places.computeIfAbsent(work.get(i).period().part(), p -> new ArrayList<>())
                    .add(i);
        }
        places.forEach((part, of) -> {
            List<Work> ofPart = of.stream().map(work::get).toList();
            Map<SeriesRef, Counts> counts = counted(ofPart, series -> rollups.counts(series, part));
            Map<SeriesRef, Totals> totals = limited(ofPart, part);
            for (int place : of) {
                Work one = work.get(place);
                figures.set(
                        place,
                        Sums.of(one, counts, totals)
                                .flatMap(sums -> known(one, sums, watermarks))
                                .map(known -> known.figures(one.plan())));
            }
        });
        return figures;
    }

    @Override
    public Map<Work, Verdict> verdicts(Collection<Work> work, Map<SeriesRef, Instant> watermarks) {
        Map<Work, Verdict> verdicts = new LinkedHashMap<>();
        Map<Interval, String> names = new HashMap<>();
        byPart(work).forEach((part, of) -> {
            Map<SeriesRef, List<CountedBucket>> counted =
                    counted(of, series -> LargestBuckets.counted(rollups, series, part));
            Map<SeriesRef, Counts> counts = counted.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().stream()
                            .map(CountedBucket::counts)
                            .reduce(Counts.NONE, Counts::plus)));
            Map<SeriesRef, Totals> totals = limited(of, part);
            Map<SeriesRef, List<Bucket>> buckets =
                    totals.isEmpty() ? Map.of() : LargestBuckets.of(rollups, totals.keySet(), part);
            of.forEach(one -> Sums.of(one, counts, totals)
                    .flatMap(sums -> known(one, sums, watermarks))
                    .flatMap(known -> verdict(one, known, slots(one.plan(), counted, buckets), names))
                    .ifPresent(verdict -> verdicts.put(one, verdict)));
        });
        return verdicts;
    }

    private static Map<Interval, List<Work>> byPart(Collection<Work> work) {
        return work.stream()
                .collect(Collectors.groupingBy(w -> w.period().part(), LinkedHashMap::new, Collectors.toList()));
    }

    /** Of those whose source counts good events itself. */
    private static <T> Map<SeriesRef, T> counted(List<Work> work, Function<Set<SeriesRef>, Map<SeriesRef, T>> read) {
        Set<SeriesRef> series = series(work, plan -> plan.limit().isEmpty());
        return series.isEmpty() ? Map.of() : read.apply(series);
    }

    /** Of those whose values are held against a limit. */
    private Map<SeriesRef, Totals> limited(List<Work> work, Interval part) {
        Set<SeriesRef> series = series(work, plan -> plan.limit().isPresent());
        return series.isEmpty() ? Map.of() : rollups.totals(series, part);
    }

    private static Set<SeriesRef> series(List<Work> work, Predicate<BulkPlan> which) {
        return work.stream().map(Work::plan).filter(which).map(BulkPlan::series).collect(Collectors.toSet());
    }

    private static List<Slot> slots(
            BulkPlan plan, Map<SeriesRef, List<CountedBucket>> counted, Map<SeriesRef, List<Bucket>> buckets) {
        var series = new CountedSeries(plan.series(), plan.limit(), plan.inverted());
        Stream<Slot> slots = plan.limit().isEmpty()
                ? counted.getOrDefault(plan.series(), List.of()).stream()
                        .map(b -> new Slot(
                                b.span(),
                                good(plan, b.counts().good(), b.counts().total()),
                                b.counts().total()))
                : buckets.getOrDefault(plan.series(), List.of()).stream()
                        .flatMap(bucket -> series.slot(bucket).stream());
        return slots.filter(slot -> slot.total() > 0).toList();
    }

    private static long good(BulkPlan plan, long delivered, long total) {
        return plan.inverted() ? total - delivered : delivered;
    }

    /** What the line of numbers of a plan comes to. */
    private record Sums(long events, long good, long total) {

        /** Empty where a source contradicts itself, or values were taken away before they were counted. */
        static Optional<Sums> of(Work work, Map<SeriesRef, Counts> counts, Map<SeriesRef, Totals> totals) {
            BulkPlan plan = work.plan();
            if (plan.limit().isEmpty()) {
                Counts sums = counts.getOrDefault(plan.series(), Counts.NONE);
                return sums.contradicted() > 0
                        ? Optional.empty()
                        : Optional.of(new Sums(
                                sums.events(), JudgeTotals.good(plan, sums.good(), sums.total()), sums.total()));
            }
            Totals sums = totals.getOrDefault(plan.series(), Totals.NONE);
            OptionalLong within = sums.within(plan.limit().get());
            return sums.contradicted() > 0 || within.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Sums(
                            sums.events(), JudgeTotals.good(plan, within.getAsLong(), sums.events()), sums.events()));
        }
    }

    /** What was counted in a part-period, and how much of it is unknown. */
    private record Known(long good, long total, long knownMillis, long unknownMillis) {

        Figures figures(BulkPlan plan) {
            Ratio rate = total == 0 || knownMillis == 0 ? Ratio.of(1, 60_000) : Ratio.of(total, knownMillis);
            JudgeAccount account = new JudgeAccount(
                    Ratio.of(good, 1),
                    Ratio.of(total - good, 1),
                    unknownMillis == 0 ? Ratio.ZERO : rate.times(Ratio.of(unknownMillis, 1)),
                    Ratio.of(total, 1));
            Optional<NotDetermined> reason = account.reason(plan.noData(), plan.completeness(), plan.minimumEvents());
            Optional<Ratio> share = account.share(plan.noData());
            return new Figures(JudgeAccount.value(reason, share, plan.goal()), reason, share, account.completeness());
        }
    }

    /** Empty where steps are missing. */
    private static Optional<Known> known(Work work, Sums sums, Map<SeriesRef, Instant> watermarks) {
        BulkPlan plan = work.plan();
        Interval part = work.period().part();
        if (plan.step().isPresent()) {
            boolean whole = Math.multiplyHigh(sums.events(), plan.step().get().toMillis()) == 0
                    && sums.events() * plan.step().get().toMillis() >= part.millis();
            return whole ? Optional.of(new Known(sums.good(), sums.total(), part.millis(), 0)) : Optional.empty();
        }
        Instant watermark = watermarks.getOrDefault(plan.series(), part.from());
        Instant known = watermark.isBefore(part.from()) ? part.from() : watermark;
        long unknown = Math.max(0, part.to().toEpochMilli() - known.toEpochMilli());
        return Optional.of(new Known(sums.good(), sums.total(), part.millis() - unknown, unknown));
    }

    /** Empty in the rare case that readings were folded between the two statements: then one looks more closely. */
    private static Optional<Verdict> verdict(Work work, Known counts, List<Slot> slots, Map<Interval, String> names) {
        BulkPlan plan = work.plan();
        Segment whole = new Segment(Mark.good(null), work.period().part(), slots, counts.unknownMillis());
        Account account = CountEvents.of(plan.series().source(), List.of(whole), names);
        if (!account.sum(AccountLabel.GOOD).equals(Ratio.of(counts.good(), 1))
                || !account.sum(AccountLabel.BAD).equals(Ratio.of(counts.total() - counts.good(), 1))) {
            return Optional.empty();
        }
        Figures figures = counts.figures(plan);
        return Optional.of(new Verdict(
                work.version(),
                work.term(),
                Optional.empty(),
                work.period(),
                figures.value(),
                figures.reason(),
                figures.share(),
                figures.completeness(),
                figures.value() == VerdictValue.VIOLATED ? 1 : 0,
                Optional.empty(),
                account));
    }
}
