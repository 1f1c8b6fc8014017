package io.surety.evaluation.period;

import io.surety.evaluation.PeriodState;
import io.surety.evaluation.ledger.PackedLedger;
import java.time.Instant;
import java.util.Optional;

/**
 * What judging came to, against what was stored.
 *
 * @param before what was known until now
 * @param after what is known now; its state says whether the period runs, ended, is final or was restated
 * @param ledger that of {@code after}, as it is stored
 */
record Judged(Optional<Said> before, StoredVerdict after, PackedLedger ledger) {

    Judged(Optional<Said> before, StoredVerdict after) {
        this(before, after, PackedLedger.of(after.verdict().ledger()));
    }

    /** A verdict that says the same, and is final from now on. */
    static Judged settling(StoredVerdict provisional) {
        PackedLedger ledger = PackedLedger.of(provisional.verdict().ledger());
        return new Judged(Optional.of(Said.of(provisional, ledger)), provisional.in(PeriodState.FINAL), ledger);
    }

    /** Whether anything that was published differs; judging again for the same inputs changes nothing. */
    boolean changed() {
        return before.map(old -> !old.saysTheSameAs(said()) || !old.isSettled() && isNowKnownToItsEnd())
                .orElse(true);
    }

    /** The source has spoken for all of the period now, and had not before; before it is final, that is news. */
    boolean isNowKnownToItsEnd() {
        return isKnownToItsEnd(after.watermark()) && !isKnownToItsEnd(before.flatMap(Said::watermark));
    }

    private boolean isKnownToItsEnd(Optional<Instant> watermark) {
        Instant end = after.verdict().period().part().to();
        return watermark.filter(known -> !known.isBefore(end)).isPresent();
    }

    Said said() {
        return Said.of(after, ledger);
    }

    /** Whether it is about a violation, or was until now. */
    boolean touchesViolation() {
        return said().isViolated() || before.filter(Said::isViolated).isPresent();
    }

    boolean isRestatement() {
        return after.state() == PeriodState.RESTATED;
    }

    Judged in(PeriodState state) {
        return new Judged(before, after.in(state), ledger);
    }

    Judged withSerial(long serial) {
        return new Judged(before, after.withSerial(serial), ledger);
    }
}
