package io.surety.reporting;

import io.surety.evaluation.ledger.Account;
import io.surety.evaluation.ledger.AccountEntry;
import io.surety.evaluation.ledger.AccountLabel;
import io.surety.evaluation.ledger.Ledger;
import io.surety.evaluation.ledger.TimeEntry;
import io.surety.evaluation.ledger.TimeLabel;
import io.surety.evaluation.ledger.TimeLedger;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The sums of a verdict's ledger that a report shows. */
public sealed interface Measured {

    /**
     * Of an account: inputs that count, and those that do not.
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
        Map<String, Long> notCounted = account.entries().stream()
                .filter(e -> e.label() == AccountLabel.NOT_COUNTED)
                .map(AccountEntry::why)
                .collect(Collectors.groupingBy(why -> Objects.requireNonNullElse(why, ""), Collectors.counting()));
        return new Counted(
                account.count(AccountLabel.GOOD),
                account.count(AccountLabel.BAD),
                account.count(AccountLabel.UNKNOWN),
                Collections.unmodifiableSortedMap(new TreeMap<>(notCounted)));
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
