package io.surety.evaluation.period;

import io.surety.evaluation.PeriodState;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.ContentHash;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A verdict with all that is needed to say it again.
 *
 * @param watermark until when the inputs were known
 * @param documentHash of the content that it was judged by
 * @param tzdata version of the time zone rules
 * @param codeVersion of the software
 * @param finalDueAt when it becomes final unless it is confirmed before
 * @param serial of its publication: greater ones were published later
 */
public record StoredVerdict(
        UUID id,
        Verdict verdict,
        PeriodState state,
        Optional<Instant> watermark,
        ContentHash documentHash,
        String tzdata,
        String codeVersion,
        Instant judgedAt,
        Instant finalDueAt,
        long serial) {

    /** Whether it is final, and so is restated from now on. */
    public boolean isSettled() {
        return state == PeriodState.FINAL || state == PeriodState.RESTATED;
    }

    /** The same in another state. */
    StoredVerdict in(PeriodState other) {
        return new StoredVerdict(
                id, verdict, other, watermark, documentHash, tzdata, codeVersion, judgedAt, finalDueAt, serial);
    }

    /** The same under another serial. */
    StoredVerdict withSerial(long other) {
        return new StoredVerdict(
                id, verdict, state, watermark, documentHash, tzdata, codeVersion, judgedAt, finalDueAt, other);
    }
}
