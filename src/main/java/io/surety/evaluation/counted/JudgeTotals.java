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
import io.surety.measurement.Rollups;
import io.surety.measurement.SeriesRef;
import io.surety.measurement.Totals;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Judges Occurrences of many terms from the totals of their lines of numbers. */
@Component
class JudgeTotals implements JudgeInBulk {

    private final Rollups rollups;

    JudgeTotals(Rollups rollups) {
        this.rollups = rollups;
    }

    @Override
    public Map<Work, Figures> figures(Collection<Work> work, Map<String, Optional<Instant>> watermarks) {
        Map<Work, Figures> figures = new LinkedHashMap<>();
        byPart(work).forEach((part, of) -> {
            Map<SeriesRef, Totals> totals = rollups.totals(series(of), part);
            of.forEach(one -> counts(one, totals, watermarks).ifPresent(c -> figures.put(one, c.figures(one.plan()))));
        });
        return figures;
    }

    @Override
    public Map<Work, Verdict> verdicts(Collection<Work> work, Map<String, Optional<Instant>> watermarks) {
        Map<Work, Verdict> verdicts = new LinkedHashMap<>();
        byPart(work).forEach((part, of) -> {
            Set<SeriesRef> series = series(of);
            Map<SeriesRef, Totals> totals = rollups.totals(series, part);
            Map<SeriesRef, List<Bucket>> buckets = LargestBuckets.of(rollups, series, part);
            of.forEach(one -> counts(one, totals, watermarks)
                    .flatMap(
                            c -> verdict(one, c, buckets.getOrDefault(one.plan().series(), List.of())))
                    .ifPresent(verdict -> verdicts.put(one, verdict)));
        });
        return verdicts;
    }

    private static Map<Interval, List<Work>> byPart(Collection<Work> work) {
        return work.stream()
                .collect(Collectors.groupingBy(w -> w.period().part(), LinkedHashMap::new, Collectors.toList()));
    }

    private static Set<SeriesRef> series(List<Work> work) {
        return work.stream().map(w -> w.plan().series()).collect(Collectors.toSet());
    }

    /** What was counted in a part-period, and how much of it is unknown. */
    private record Counts(long good, long total, long knownMillis, long unknownMillis) {

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

    /** Empty where the totals do not say all. */
    private static Optional<Counts> counts(
            Work work, Map<SeriesRef, Totals> all, Map<String, Optional<Instant>> watermarks) {
        BulkPlan plan = work.plan();
        Totals totals = all.getOrDefault(plan.series(), Totals.NONE);
        OptionalLong within = plan.limit().map(totals::within).orElse(OptionalLong.of(totals.good()));
        if (totals.contradicted() > 0 || within.isEmpty()) {
            return Optional.empty();
        }
        long total = plan.limit().isPresent() ? totals.events() : totals.total();
        long good = plan.inverted() ? total - within.getAsLong() : within.getAsLong();
        Interval part = work.period().part();
        if (plan.step().isPresent()) {
            boolean whole = Math.multiplyHigh(totals.events(), plan.step().get().toMillis()) == 0
                    && totals.events() * plan.step().get().toMillis() >= part.millis();
            return whole ? Optional.of(new Counts(good, total, part.millis(), 0)) : Optional.empty();
        }
        Instant watermark = watermarks
                .getOrDefault(plan.series().source(), Optional.empty())
                .orElse(part.from());
        Instant known = watermark.isBefore(part.from()) ? part.from() : watermark;
        long unknown = Math.max(0, part.to().toEpochMilli() - known.toEpochMilli());
        return Optional.of(new Counts(good, total, part.millis() - unknown, unknown));
    }

    /** Empty in the rare case that readings were folded between the two statements: then one looks more closely. */
    private static Optional<Verdict> verdict(Work work, Counts counts, List<Bucket> buckets) {
        BulkPlan plan = work.plan();
        CountedSeries series = new CountedSeries(plan.series(), plan.limit(), plan.inverted());
        List<Slot> slots = buckets.stream()
                .flatMap(bucket -> series.slot(bucket).stream())
                .filter(slot -> slot.total() > 0)
                .toList();
        Segment whole = new Segment(Mark.good(null), work.period().part(), slots, counts.unknownMillis());
        Account account = CountEvents.of(plan.series().source(), List.of(whole));
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
