package io.surety.evaluation.credit;

import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.shared.Ratio;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A violated term and part-period, for which a credit may be owed.
 *
 * @param key tells the cases of one computation apart; also breaks ties, so it starts with the term's id
 * @param spec of the version that was in force
 * @param term of it, with a credit clause
 * @param from first local date of the part-period
 * @param to first local date after it
 * @param share what was achieved, unrounded; empty under a tolerance
 * @param count full groups of breaches under a tolerance, else 1
 */
public record CreditCase(
        String key, Spec spec, Term term, LocalDate from, LocalDate to, Optional<Ratio> share, int count) {

    /** The last local date of the part-period; it decides to which month and contract year the credit belongs. */
    LocalDate lastDate() {
        return to.minusDays(1);
    }
}
