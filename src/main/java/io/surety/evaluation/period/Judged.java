package io.surety.evaluation.period;

import io.surety.evaluation.PeriodState;
import io.surety.evaluation.verdict.Verdict;
import java.time.Instant;
import java.util.Optional;

/**
 * What judging came to, against what was stored.
 *
 * @param before what was known until now
 * @param after what is known now; its state says whether the period runs, ended, is final or was restated
 */
record Judged(Optional<StoredVerdict> before, StoredVerdict after) {

    /** Whether anything that was published differs; judging again for the same inputs changes nothing. */
    boolean changed() {
        return before.map(old -> old.state() != after.state()
                        || !sameSaying(old.verdict(), after.verdict())
                        || isKnownToItsEnd(old))
                .orElse(true);
    }

    /** Before it is final: the source has spoken for all of the period now, and has nothing else to say. */
    private boolean isKnownToItsEnd(StoredVerdict old) {
        Instant end = after.verdict().period().part().to();
        return !JudgePeriod.isSettled(old)
                && after.watermark().filter(w -> !w.isBefore(end)).isPresent()
                && old.watermark().filter(w -> !w.isBefore(end)).isEmpty();
    }

    private static boolean sameSaying(Verdict one, Verdict other) {
        return one.value() == other.value()
                && one.reason().equals(other.reason())
                && one.share().equals(other.share())
                && one.completeness().equals(other.completeness())
                && one.count() == other.count()
                && one.percentiles().equals(other.percentiles())
                && one.ledger().equals(other.ledger());
    }

    boolean isRestatement() {
        return after.state() == PeriodState.RESTATED;
    }
}
