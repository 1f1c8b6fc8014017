package io.surety.reporting;

import io.surety.evaluation.ledger.Account;
import io.surety.evaluation.ledger.AccountEntry;
import io.surety.evaluation.ledger.AccountLabel;
import io.surety.evaluation.ledger.Ledger;
import io.surety.evaluation.ledger.TimeEntry;
import io.surety.evaluation.ledger.TimeLabel;
import io.surety.evaluation.ledger.TimeLedger;
import io.surety.shared.Ratio;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** The sums of a verdict's ledger that a report shows. */
public sealed interface Measured {

    /**
     * Of an account: the weight of the inputs that count, and of those that do not, rounded to whole ones for display;
     * an item weighs 1, a bucket of counters as much as it has events.
     *
     * @param notCounted how many, by reason
     */
    record Counted(long good, long bad, long unknown, SortedMap<String, Long> notCounted) implements Measured {

        /** How many were judged. */
        public long n() {
            return good + bad;
        }
    }

    /**
     * Of a time ledger, in milliseconds on the wall.
     *
     * @param agreed service time AST: open and not excluded (domain, 4)
     * @param down of it
     * @param unknown of it
     * @param excluded by cause; has left the agreed service time
     * @param excused by cause; has stayed in it and is not downtime
     */
    record Timed(
            long agreed, long down, long unknown, SortedMap<String, Long> excluded, SortedMap<String, Long> excused)
            implements Measured {}

    static Measured of(Ledger ledger) {
        if (ledger instanceof TimeLedger time) {
            return new Timed(
                    time.millis() - time.millis(TimeLabel.CLOSED) - time.millis(TimeLabel.EXCLUDED),
                    time.millis(TimeLabel.BAD),
                    time.millis(TimeLabel.UNKNOWN),
                    byCause(time, TimeLabel.EXCLUDED),
                    byCause(time, TimeLabel.EXCUSED));
        }
        Account account = (Account) ledger;
        SortedMap<String, Ratio> notCounted = new TreeMap<>();
        for (AccountEntry entry : account.entries()) {
            if (entry.label() == AccountLabel.NOT_COUNTED) {
                notCounted.merge(Objects.requireNonNullElse(entry.why(), ""), entry.weight(), Ratio::plus);
            }
        }
        SortedMap<String, Long> whole = new TreeMap<>();
        notCounted.forEach((why, weight) -> whole.put(why, whole(weight)));
        return new Counted(
                whole(account.sum(AccountLabel.GOOD)),
                whole(account.sum(AccountLabel.BAD)),
                whole(account.sum(AccountLabel.UNKNOWN)),
                Collections.unmodifiableSortedMap(whole));
    }

    private static long whole(Ratio weight) {
        return weight.toDecimal(0, RoundingMode.HALF_UP).longValueExact();
    }

    private static SortedMap<String, Long> byCause(TimeLedger ledger, TimeLabel label) {
        SortedMap<String, Long> sums = new TreeMap<>();
        for (TimeEntry entry : ledger.entries()) {
            if (entry.mark().label() == label) {
                sums.merge(Objects.requireNonNullElse(entry.mark().cause(), ""), entry.millis(), Long::sum);
            }
        }
        return Collections.unmodifiableSortedMap(sums);
    }
}
