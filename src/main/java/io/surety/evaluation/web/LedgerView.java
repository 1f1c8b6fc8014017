package io.surety.evaluation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.surety.evaluation.ledger.Account;
import io.surety.evaluation.ledger.AccountLabel;
import io.surety.evaluation.ledger.Ledger;
import io.surety.evaluation.ledger.LedgerJson;
import io.surety.evaluation.ledger.TimeLabel;
import io.surety.evaluation.ledger.TimeLedger;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A ledger with its sums.
 *
 * @param verdict that is computed from it
 * @param sums wall time by label in milliseconds, or the number of entries by label; with their total
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LedgerView(VerdictView verdict, Map<String, Long> sums, @JsonRawValue String ledger) {

    static LedgerView of(VerdictView verdict, Ledger ledger) {
        return new LedgerView(verdict, sums(ledger), LedgerJson.write(ledger));
    }

    private static Map<String, Long> sums(Ledger ledger) {
        Map<String, Long> sums = new LinkedHashMap<>();
        if (ledger instanceof TimeLedger time) {
            for (TimeLabel label : TimeLabel.values()) {
                sums.put(label.name(), time.millis(label));
            }
            sums.put("total", time.millis());
        } else if (ledger instanceof Account account) {
            for (AccountLabel label : AccountLabel.values()) {
                sums.put(label.name(), account.count(label));
            }
            sums.put("total", (long) account.entries().size());
        }
        return sums;
    }
}
