package io.surety.evaluation.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Both forms prove themselves when they are made (domain 5.1). */
class LedgerTest {

    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");

    @Test
    void theFirstLabelWinsAndTheOthersAreNotesButGoodIsNone_5_1() {
        Mark outage = Mark.bad("outage o1", "northwind");
        Mark patching = Mark.excluded("agreed-maintenance", "window m1", null);

        TimeLedger ledger = TimeLedger.of(
                span(0, 100), List.of(claim(0, 100, Mark.good(null)), claim(20, 60, outage), claim(40, 80, patching)));

        assertThat(ledger.entries())
                .containsExactly(
                        entry(0, 20, Mark.good(null)),
                        entry(20, 40, outage),
                        entry(40, 60, patching, outage),
                        entry(60, 80, patching),
                        entry(80, 100, Mark.good(null)));
        assertThat(ledger.millis(TimeLabel.EXCLUDED)).isEqualTo(40);
    }

    @Test
    void overlappingClaimsOfOneMarkAreOneStretch_5_1() {
        TimeLedger ledger =
                TimeLedger.of(span(0, 10), List.of(claim(0, 6, Mark.good("a")), claim(3, 10, Mark.good("a"))));

        assertThat(ledger.entries()).containsExactly(entry(0, 10, Mark.good("a")));
    }

    @Test
    void aGapAnOverlapOrAnEndTooEarlyIsNoLedger_5_1() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ledger(10, entry(0, 4, Mark.good(null)), entry(5, 10, Mark.good(null))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ledger(10, entry(0, 6, Mark.good(null)), entry(5, 10, Mark.good(null))));
        assertThatIllegalArgumentException().isThrownBy(() -> ledger(10, entry(0, 9, Mark.good(null))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeLedger.of(span(0, 10), List.of(claim(0, 9, Mark.good(null)))));
    }

    @Test
    void theLengthsSumToTheWallTimeWhateverIsClaimedInWhateverOrder_5_1() {
        Random random = new Random(20_260_601);
        for (int run = 0; run < 300; run++) {
            List<Claim> claims = new ArrayList<>(List.of(claim(0, 1_000, Mark.good("p"))));
            for (int i = 0; i < random.nextInt(12); i++) {
                int from = random.nextInt(1_100) - 50;
                TimeLabel label = TimeLabel.values()[random.nextInt(7)];
                claims.add(claim(
                        from, from + 1 + random.nextInt(300), new Mark(label, "c" + random.nextInt(3), "e", null)));
            }
            TimeLedger ledger = TimeLedger.of(span(0, 1_000), claims);
            Collections.shuffle(claims, random);

            assertThat(TimeLedger.of(span(0, 1_000), claims)).isEqualTo(ledger);
            assertThat(Arrays.stream(TimeLabel.values())
                            .mapToLong(ledger::millis)
                            .sum())
                    .isEqualTo(1_000);
        }
    }

    @Test
    void anAccountSumsToItsInputsAndCountsEachOnce_5_1() {
        AccountEntry good = account("a", AccountLabel.GOOD, null, Ratio.ONE);
        AccountEntry half = account("b", AccountLabel.BAD, "late", Ratio.of(1, 2));

        Account account = new Account(Ratio.of(3, 2), List.of(half, good));

        assertThat(account.sum(AccountLabel.BAD)).isEqualTo(Ratio.of(1, 2));
        assertThat(account.entries()).containsExactly(good, half);
        assertThatIllegalArgumentException().isThrownBy(() -> new Account(Ratio.of(2, 1), List.of(good, half)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Account(Ratio.of(2, 1), List.of(good, good)));
        assertThatIllegalArgumentException().isThrownBy(() -> account("c", AccountLabel.NOT_COUNTED, null, Ratio.ONE));
    }

    @Test
    void bothFormsComeBackFromTheirJson_5_1() {
        TimeLedger time =
                ledger(10, entry(0, 4, Mark.good("p"), Mark.unknown("probe")), entry(4, 10, Mark.closed("day")));
        Account account = new Account(
                Ratio.of(3, 2),
                List.of(
                        account("a", AccountLabel.GOOD, null, Ratio.ONE),
                        account("b", AccountLabel.UNKNOWN, "probe", Ratio.of(1, 2))));

        assertThat(LedgerJson.read(LedgerJson.write(time))).isEqualTo(time);
        assertThat(LedgerJson.read(LedgerJson.write(account))).isEqualTo(account);
        assertThat(LedgerJson.write(time))
                .isEqualTo("{\"form\":\"time\",\"from\":\"2026-06-01T00:00:00Z\",\"to\":\"2026-06-01T00:00:00.010Z\","
                        + "\"entries\":[{\"from\":\"2026-06-01T00:00:00Z\",\"to\":\"2026-06-01T00:00:00.004Z\","
                        + "\"mark\":{\"label\":\"GOOD\",\"party\":\"p\"},\"notes\":[{\"label\":\"UNKNOWN\",\"cause\":\"probe\"}]},"
                        + "{\"from\":\"2026-06-01T00:00:00.004Z\",\"to\":\"2026-06-01T00:00:00.010Z\","
                        + "\"mark\":{\"label\":\"CLOSED\",\"cause\":\"day\"},\"notes\":[]}]}");
        assertThatIllegalArgumentException().isThrownBy(() -> LedgerJson.read("{\"form\":\"other\"}"));
    }

    private static TimeLedger ledger(int end, TimeEntry... entries) {
        return new TimeLedger(START, START.plusMillis(end), List.of(entries));
    }

    private static TimeEntry entry(int from, int to, Mark mark, Mark... notes) {
        return new TimeEntry(START.plusMillis(from), START.plusMillis(to), mark, List.of(notes));
    }

    private static Claim claim(int from, int to, Mark mark) {
        return new Claim(span(from, to), mark);
    }

    private static Interval span(int from, int to) {
        return new Interval(START.plusMillis(from), START.plusMillis(to));
    }

    private static AccountEntry account(
            String id, AccountLabel label, @org.jspecify.annotations.Nullable String why, Ratio weight) {
        return new AccountEntry(id, "subject " + id, START, label, why, weight, null);
    }
}
