package io.surety.evaluation.counted;

import static io.surety.evaluation.ledger.AccountLabel.BAD;
import static io.surety.evaluation.ledger.AccountLabel.GOOD;
import static io.surety.evaluation.ledger.AccountLabel.UNKNOWN;

import io.surety.agreement.document.Term;
import io.surety.agreement.document.Term.NoData;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.ledger.Account;
import io.surety.evaluation.verdict.NotDetermined;
import io.surety.shared.Ratio;
import java.util.Optional;

/**
 * What the weights of an account come to (domain, 4): the share of what is good, how much is known, and whether a goal is
 * reached.
 *
 * @param events by which {@code minimumEvents} is met
 */
public record JudgeAccount(Ratio good, Ratio bad, Ratio unknown, Ratio events) {

    static JudgeAccount of(Account account, Ratio events) {
        return new JudgeAccount(account.sum(GOOD), account.sum(BAD), account.sum(UNKNOWN), events);
    }

    /** Empty if nothing counts. */
    public Optional<Ratio> share(NoData noData) {
        Ratio reached = noData == NoData.GOOD ? good.plus(unknown) : good;
        Ratio judged =
                noData == NoData.EXCLUDE ? good.plus(bad) : good.plus(bad).plus(unknown);
        return judged.equals(Ratio.ZERO) ? Optional.empty() : Optional.of(reached.dividedBy(judged));
    }

    /** Known over known and unknown; empty if there is neither. */
    public Optional<Ratio> completeness() {
        Ratio known = good.plus(bad);
        Ratio expected = known.plus(unknown);
        return expected.equals(Ratio.ZERO) ? Optional.empty() : Optional.of(known.dividedBy(expected));
    }

    /** Why nothing is determined; {@code noData: bad} is judged however little is known. */
    public Optional<NotDetermined> reason(Term term) {
        return reason(term.noData(), term.completeness(), term.minimumEvents());
    }

    public Optional<NotDetermined> reason(NoData noData, Ratio agreedCompleteness, long minimumEvents) {
        boolean judgedAnyway = noData == NoData.BAD;
        Optional<Ratio> completeness = completeness();
        if (share(noData).isEmpty()
                || (!judgedAnyway
                        && completeness.filter(c -> c.compareTo(Ratio.ZERO) > 0).isEmpty())) {
            return Optional.of(NotDetermined.NO_DATA);
        }
        if (!judgedAnyway && completeness.orElseThrow().compareTo(agreedCompleteness) < 0) {
            return Optional.of(NotDetermined.BELOW_COMPLETENESS);
        }
        Ratio counted = noData == NoData.EXCLUDE ? events : events.plus(unknown);
        return counted.compareTo(Ratio.of(minimumEvents, 1)) < 0
                ? Optional.of(NotDetermined.BELOW_MINIMUM_EVENTS)
                : Optional.empty();
    }

    /** Compared unrounded. */
    public static VerdictValue value(Optional<NotDetermined> reason, Optional<Ratio> share, Ratio goal) {
        if (reason.isPresent()) {
            return VerdictValue.NOT_DETERMINED;
        }
        return share.orElseThrow().compareTo(goal) < 0 ? VerdictValue.VIOLATED : VerdictValue.FULFILLED;
    }
}
