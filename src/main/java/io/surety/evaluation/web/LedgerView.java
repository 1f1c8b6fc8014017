package io.surety.evaluation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.surety.evaluation.ledger.Ledger;
import io.surety.evaluation.ledger.LedgerJson;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A ledger with its sums.
 *
 * @param verdict that is computed from it
 * @param sums wall time by label in milliseconds, or the weight of the entries by label, exactly where it is whole and to
 *     six digits where it is not; with their total
 * @param parties the wall time that each party answers for, by label; of a time ledger
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LedgerView(
        VerdictView verdict,
        Map<String, BigDecimal> sums,
        @Nullable Map<String, Map<String, Long>> parties,
        @JsonRawValue String ledger) {

    static LedgerView of(VerdictView verdict, Ledger ledger) {
        return new LedgerView(
                verdict, LedgerSums.weights(ledger), LedgerSums.parties(ledger), LedgerJson.write(ledger));
    }
}
