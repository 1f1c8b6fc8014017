package io.surety.evaluation.period;

import io.surety.agreement.VersionRef;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.verdict.NotDetermined;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.evaluation.verdict.Verdict;
import io.surety.measurement.SeriesRef;
import io.surety.shared.Ratio;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges many terms by {@link BulkPlan}s in a few statements; with the same results as one after the other. */
public interface JudgeInBulk {

    /**
     * One part-period that has ended.
     *
     * @param period begins and ends on whole minutes
     */
    record Work(VersionRef version, String term, BulkPlan plan, PartPeriod period) {}

    /** What a verdict says, without the ledger that explains it. */
    record Figures(
            VerdictValue value, Optional<NotDetermined> reason, Optional<Ratio> share, Optional<Ratio> completeness) {}

    /**
     * What the totals come to.
     *
     * @param watermarks until when each line of numbers is known; without those of which nothing is
     * @return each in its place; empty where the totals do not say all, because a source contradicts itself or a step is
     *     missing
     */
    List<Optional<Figures>> figures(List<Work> work, Map<SeriesRef, Instant> watermarks);

    /**
     * The same with ledgers; figures without which a verdict is not, follow from these.
     *
     * @return without those whose totals do not say all
     */
    Map<Work, Verdict> verdicts(Collection<Work> work, Map<SeriesRef, Instant> watermarks);
}
