package io.surety.reporting;

import io.surety.evaluation.PeriodState;
import io.surety.evaluation.period.Credit;
import io.surety.evaluation.period.Credits;
import io.surety.evaluation.period.LedgerLink;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.Ratio;
import java.util.List;
import java.util.Optional;

/**
 * One term, or one of its targets, in one of its own periods that the report's span touches.
 *
 * @param stored the verdict as known now: to date while its period runs, then provisional, final or restated
 * @param periodLabel of the term's own period, such as {@code 2026-06}
 * @param trend against the term's period before; empty if either has no share
 * @param correction present iff it is restated: what was said before
 */
public record ReportLine(
        StoredVerdict stored,
        String periodLabel,
        Promise promise,
        Measured measured,
        Optional<Trend> trend,
        Optional<Correction> correction,
        List<OwedCredit> credits) {

    public Verdict verdict() {
        return stored.verdict();
    }

    public PeriodState state() {
        return stored.state();
    }

    /** Where the ledger is read that the line is computed from. */
    public String ledger() {
        return LedgerLink.of(verdict(), periodLabel);
    }

    /** @param before the share of the period before */
    public record Trend(Direction direction, Ratio before) {

        static Trend of(Ratio before, Ratio now) {
            int change = now.compareTo(before);
            return new Trend(change > 0 ? Direction.UP : change < 0 ? Direction.DOWN : Direction.SAME, before);
        }
    }

    /** How a share moved, compared unrounded. */
    public enum Direction {
        UP,
        DOWN,
        SAME
    }

    /**
     * @param before the verdict last published before the restatement
     * @param difference of the shares, now minus before; empty if either is
     */
    public record Correction(StoredVerdict before, Optional<Ratio> difference) {}

    /** @param notes what was issued for it, oldest first; a debit note takes back */
    public record OwedCredit(Credit credit, List<Credits.Note> notes) {}
}
