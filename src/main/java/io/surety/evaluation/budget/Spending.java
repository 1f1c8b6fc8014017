package io.surety.evaluation.budget;

import static io.surety.evaluation.ledger.TimeLabel.BAD;
import static io.surety.evaluation.ledger.TimeLabel.EXCUSED;
import static io.surety.evaluation.ledger.TimeLabel.GOOD;
import static io.surety.evaluation.ledger.TimeLabel.UNKNOWN;

import io.surety.agreement.document.Term.NoData;
import io.surety.evaluation.ledger.Account;
import io.surety.evaluation.ledger.AccountLabel;
import io.surety.evaluation.ledger.Ledger;
import io.surety.evaluation.ledger.TimeLedger;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.Ratio;
import java.util.Optional;

/**
 * What a span consumed of an error budget (domain, 5.3): milliseconds of agreed service time, events, slices, clocks, or
 * items of a volume by number or value.
 *
 * @param total what was judged; what is unknown is part of it unless {@code noData: exclude}
 * @param bad of the total; more than none only where something was judged
 * @param allowed total × (1 − target)
 * @param known weight of what is known
 * @param unknown weight of what is not; {@link #completeness} is of both, whatever {@code noData} says
 */
public record Spending(Ratio total, Ratio bad, Ratio allowed, Ratio known, Ratio unknown) {

    public static final Spending NONE = new Spending(Ratio.ZERO, Ratio.ZERO, Ratio.ZERO, Ratio.ZERO, Ratio.ZERO);

    /** Of a verdict on the span, whose share says what is bad. */
    static Spending of(Verdict verdict, Ratio goal, NoData noData) {
        Ratio total = total(verdict.ledger(), noData);
        Ratio error = verdict.share().map(Ratio.ONE::minus).orElse(Ratio.ZERO);
        // of a volume more may be delivered than was committed
        Ratio bad = error.compareTo(Ratio.ZERO) < 0 ? Ratio.ZERO : total.times(error);
        Ratio unknown = unknown(verdict);
        return new Spending(total, bad, total.times(Ratio.ONE.minus(goal)), known(verdict), unknown);
    }

    private static Ratio total(Ledger ledger, NoData noData) {
        if (ledger instanceof Account account) {
            if (account.committed() != null) {
                return account.committed();
            }
            Ratio sure = account.sum(AccountLabel.GOOD).plus(account.sum(AccountLabel.BAD));
            return noData == NoData.EXCLUDE ? sure : sure.plus(account.sum(AccountLabel.UNKNOWN));
        }
        TimeLedger time = (TimeLedger) ledger;
        long sure = time.millis(EXCUSED) + time.millis(BAD) + time.millis(GOOD);
        return Ratio.of(noData == NoData.EXCLUDE ? sure : sure + time.millis(UNKNOWN), 1);
    }

    private static Ratio known(Verdict verdict) {
        if (verdict.ledger() instanceof Account account) {
            return account.committed() == null
                    ? account.sum(AccountLabel.GOOD).plus(account.sum(AccountLabel.BAD))
                    : verdict.completeness().orElse(Ratio.ZERO);
        }
        TimeLedger time = (TimeLedger) verdict.ledger();
        return Ratio.of(time.millis(EXCUSED) + time.millis(BAD) + time.millis(GOOD), 1);
    }

    private static Ratio unknown(Verdict verdict) {
        if (verdict.ledger() instanceof Account account) {
            return account.committed() == null
                    ? account.sum(AccountLabel.UNKNOWN)
                    : Ratio.ONE.minus(verdict.completeness().orElse(Ratio.ZERO));
        }
        return Ratio.of(((TimeLedger) verdict.ledger()).millis(UNKNOWN), 1);
    }

    /** Of two spans together, such as the parts of a window in which different versions held. */
    public Spending plus(Spending other) {
        return new Spending(
                total.plus(other.total),
                bad.plus(other.bad),
                allowed.plus(other.allowed),
                known.plus(other.known),
                unknown.plus(other.unknown));
    }

    /** What may still be bad; negative once more was bad than is allowed. */
    public Ratio remaining() {
        return allowed.minus(bad);
    }

    /** Empty where nothing was judged. */
    public Optional<Ratio> errorRatio() {
        return isNothing() ? Optional.empty() : Optional.of(bad.dividedBy(total));
    }

    /**
     * The burn rate: error ratio ÷ (1 − target). At 1 the budget lasts exactly for its period. Empty where nothing was
     * judged, and where a target of 100 % leaves no budget that could burn.
     */
    public Optional<Ratio> burn() {
        return allowed.equals(Ratio.ZERO) ? Optional.empty() : Optional.of(bad.dividedBy(allowed));
    }

    /** Known ÷ (known + unknown); empty without either. */
    public Optional<Ratio> completeness() {
        Ratio expected = known.plus(unknown);
        return expected.equals(Ratio.ZERO) ? Optional.empty() : Optional.of(known.dividedBy(expected));
    }

    boolean isNothing() {
        return total.equals(Ratio.ZERO);
    }
}
