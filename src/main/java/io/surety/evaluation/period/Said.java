package io.surety.evaluation.period;

import io.surety.evaluation.PeriodState;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.ledger.PackedLedger;
import io.surety.evaluation.verdict.NotDetermined;
import io.surety.evaluation.verdict.Percentiles;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.Ratio;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a stored verdict says, without the ledger that explains it: two that say the same have ledgers of one key.
 *
 * @param partTo end of the part-period
 * @param watermark until when the inputs were known
 * @param ledger its {@link PackedLedger#key}
 */
public record Said(
        UUID id,
        PeriodState state,
        VerdictValue value,
        Optional<NotDetermined> reason,
        Optional<Ratio> share,
        Optional<Ratio> completeness,
        int count,
        Optional<Percentiles> percentiles,
        Instant partTo,
        Optional<Instant> watermark,
        String ledger) {

    static Said of(StoredVerdict stored) {
        return of(stored, PackedLedger.of(stored.verdict().ledger()));
    }

    static Said of(StoredVerdict stored, PackedLedger ledger) {
        Verdict verdict = stored.verdict();
        return new Said(
                stored.id(),
                stored.state(),
                verdict.value(),
                verdict.reason(),
                verdict.share(),
                verdict.completeness(),
                verdict.count(),
                verdict.percentiles(),
                verdict.period().part().to(),
                stored.watermark(),
                ledger.key());
    }

    /** Whether it was final, and so is restated from now on. */
    boolean isSettled() {
        return state == PeriodState.FINAL || state == PeriodState.RESTATED;
    }

    boolean isViolated() {
        return value == VerdictValue.VIOLATED;
    }

    /** The end too: where nothing else shows that it moved, credits and what follows the end still depend on it. */
    boolean saysTheSameAs(Said other) {
        return state == other.state
                && partTo.equals(other.partTo)
                && value == other.value
                && reason.equals(other.reason)
                && share.equals(other.share)
                && completeness.equals(other.completeness)
                && count == other.count
                && percentiles.equals(other.percentiles)
                && ledger.equals(other.ledger);
    }
}
