package io.surety.evaluation.verdict;

import io.surety.agreement.VersionRef;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.ledger.Account;
import io.surety.evaluation.ledger.Ledger;
import io.surety.evaluation.ledger.TimeLedger;
import io.surety.shared.Ratio;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a term came to in a part-period. Everything is computed from the ledger.
 *
 * @param target id of the target, where a {@code duration} term is judged by target; else empty
 * @param reason why nothing is determined; present iff the value is {@link VerdictValue#NOT_DETERMINED}
 * @param share what was achieved, unrounded, in [0, 1]; empty if nothing counts
 * @param completeness known over known and unknown, before {@code noData} says how unknown counts; empty without either
 * @param count for VIOLATED the number of full groups of breaches under a tolerance, else 1; 0 for other values
 * @param percentiles of the open time of the clocks that stopped in it; empty for kinds without clocks
 */
public record Verdict(
        VersionRef version,
        String term,
        Optional<String> target,
        PartPeriod period,
        VerdictValue value,
        Optional<NotDetermined> reason,
        Optional<Ratio> share,
        Optional<Ratio> completeness,
        int count,
        Optional<Percentiles> percentiles,
        Ledger ledger) {

    public Verdict {
        if (reason.isPresent() != (value == VerdictValue.NOT_DETERMINED)) {
            throw new IllegalArgumentException("NOT_DETERMINED, and only it, has a reason: " + value + " " + reason);
        }
        if ((count > 0) != (value == VerdictValue.VIOLATED)) {
            throw new IllegalArgumentException("VIOLATED, and only it, has a count: " + value + " " + count);
        }
    }

    /** Whether its version turned out not to have held in the period, so that nothing is to be judged. */
    public boolean isNotInForce() {
        return reason.filter(NotDetermined.NOT_IN_FORCE::equals).isPresent();
    }

    /** What is left of it when its version turns out not to have held in the period: nothing that counts. */
    public Verdict notInForce() {
        Instant from = period.part().from();
        return new Verdict(
                version,
                term,
                target,
                period,
                VerdictValue.NOT_DETERMINED,
                Optional.of(NotDetermined.NOT_IN_FORCE),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                ledger instanceof TimeLedger
                        ? new TimeLedger(from, from, List.of())
                        : new Account(Ratio.ZERO, List.of()));
    }
}
