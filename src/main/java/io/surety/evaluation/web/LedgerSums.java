package io.surety.evaluation.web;

import io.surety.evaluation.ledger.Account;
import io.surety.evaluation.ledger.AccountLabel;
import io.surety.evaluation.ledger.Ledger;
import io.surety.evaluation.ledger.TimeEntry;
import io.surety.evaluation.ledger.TimeLabel;
import io.surety.evaluation.ledger.TimeLedger;
import io.surety.shared.Ratio;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the entries of a ledger come to. */
final class LedgerSums {

    private LedgerSums() {}

    /** Wall time by label in milliseconds, or the number of entries by label; {@code total} is that of the whole. */
    static Map<String, Long> of(Ledger ledger) {
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

    /** The same with the weights of the entries of an account: exactly where they are whole, else to six digits. */
    static Map<String, BigDecimal> weights(Ledger ledger) {
        Map<String, BigDecimal> sums = new LinkedHashMap<>();
        if (ledger instanceof Account account) {
            for (AccountLabel label : AccountLabel.values()) {
                sums.put(label.name(), decimal(account.sum(label)));
            }
            sums.put("total", decimal(account.inputs()));
        } else {
            of(ledger).forEach((label, millis) -> sums.put(label, BigDecimal.valueOf(millis)));
        }
        return sums;
    }

    private static BigDecimal decimal(Ratio weight) {
        return weight.denominator().equals(BigInteger.ONE)
                ? new BigDecimal(weight.numerator())
                : weight.toDecimal(6, RoundingMode.HALF_UP);
    }

    /** Wall time by party and label, in milliseconds; null for an account, whose inputs have no length. */
    static @Nullable Map<String, Map<String, Long>> parties(Ledger ledger) {
        if (!(ledger instanceof TimeLedger time)) {
            return null;
        }
        Map<String, Map<String, Long>> parties = new TreeMap<>();
        for (TimeEntry entry : time.entries()) {
            String party = entry.mark().party();
            if (party != null) {
                parties.computeIfAbsent(party, p -> new TreeMap<>())
                        .merge(entry.mark().label().name(), entry.millis(), Long::sum);
            }
        }
        return parties;
    }
}
