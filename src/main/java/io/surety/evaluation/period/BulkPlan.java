package io.surety.evaluation.period;

import io.surety.agreement.document.Term.NoData;
import io.surety.measurement.SeriesRef;
import io.surety.measurement.ValueLimit;
import io.surety.shared.Ratio;
import java.time.Duration;
import java.util.Optional;

/**
 * All that is needed to judge a term whose value follows from the totals of its part-period alone: every event counts, at
 * all times, and nothing is excluded.
 *
 * @param limit within which values of a gauge are good; empty where the source counts good events itself
 * @param inverted whether what is delivered as good is bad
 * @param goal the share that must be reached
 * @param step of a source of which every step has one reading; empty where it is known up to its watermark
 */
public record BulkPlan(
        SeriesRef series,
        Optional<ValueLimit> limit,
        boolean inverted,
        Ratio goal,
        NoData noData,
        Ratio completeness,
        long minimumEvents,
        Optional<Duration> step) {}
