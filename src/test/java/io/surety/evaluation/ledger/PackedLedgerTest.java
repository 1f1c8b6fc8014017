package io.surety.evaluation.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is stored of a ledger is all of it, and its key says whether two are equal. */
class PackedLedgerTest {

    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final List<String> TEXTS =
            List.of("", "a", "tickets 2026-06-01T00:00:00Z/PT24H good", "Österreich", "日本", "😀😁", "😀😂");

    @Test
    void whatIsReadIsWhatWasPacked_5_1() {
        Random random = new Random(20_261_123);
        for (int run = 0; run < 2_000; run++) {
            Ledger ledger = random.nextBoolean() ? account(random) : time(random);

            PackedLedger packed = PackedLedger.of(ledger);

            assertThat(new PackedLedger(packed.key(), packed.content()).read()).isEqualTo(ledger);
            assertThat(PackedLedger.of(LedgerJson.read(LedgerJson.write(ledger)))
                            .key())
                    .isEqualTo(packed.key());
        }
    }

    @Test
    void keysDifferAsLedgersDo_5_1() {
        Account one = new Account(Ratio.of(2, 1), List.of(entry("a", Ratio.of(2, 1))));
        Account other = new Account(Ratio.of(3, 1), List.of(entry("a", Ratio.of(3, 1))));
        Account committed = new Account(Ratio.of(2, 1), Ratio.of(5, 2), List.of(entry("a", Ratio.of(2, 1))));

        assertThat(List.of(one, other, committed))
                .extracting(ledger -> PackedLedger.of(ledger).key())
                .doesNotHaveDuplicates();
    }

    @Test
    void aMonthOfDaysTakesLessThanASeventhOfItsJson() {
        List<AccountEntry> days = new ArrayList<>();
        for (int day = 0; day < 30; day++) {
            Instant at = START.plusSeconds(86_400L * day);
            String bucket = at + "/PT24H";
            days.add(new AccountEntry(
                    bucket + " good", "hits " + bucket, at, AccountLabel.GOOD, null, Ratio.of(9_000 + day, 1), null));
            days.add(new AccountEntry(
                    bucket + " bad",
                    "hits " + bucket,
                    at,
                    AccountLabel.BAD,
                    1_000 - day + " of 10000 events",
                    Ratio.of(1_000 - day, 1),
                    null));
        }
        Account month = new Account(Ratio.of(300_000, 1), days);

        assertThat(PackedLedger.of(month).content())
                .hasSizeLessThan(LedgerJson.write(month).length() / 7);
    }

    @Test
    void whatWasStoredAsJsonIsRead() {
        Account account = new Account(Ratio.of(2, 1), List.of(entry("a", Ratio.of(2, 1))));
        byte[] json = LedgerJson.write(account).getBytes(StandardCharsets.UTF_8);

        PackedLedger old = new PackedLedger("00abc", json);

        assertThat(PackedLedger.isOfOldForm(old.key())).isTrue();
        assertThat(old.read()).isEqualTo(account);
        assertThat(PackedLedger.isOfOldForm(PackedLedger.of(account).key())).isFalse();
    }

    /** Stored ledgers have the places of their labels; with others, all that was published would say something else. */
    @Test
    void labelsHaveThePlacesThatWereStored() {
        assertThat(TimeLabel.values())
                .startsWith(
                        TimeLabel.CLOSED,
                        TimeLabel.EXCLUDED,
                        TimeLabel.EXCUSED,
                        TimeLabel.PAUSED,
                        TimeLabel.BAD,
                        TimeLabel.UNKNOWN,
                        TimeLabel.GOOD);
        assertThat(AccountLabel.values())
                .startsWith(AccountLabel.GOOD, AccountLabel.BAD, AccountLabel.UNKNOWN, AccountLabel.NOT_COUNTED);
    }

    @Test
    void whatIsTornIsRefused() {
        PackedLedger packed = PackedLedger.of(account(new Random(7)));
        for (int length = 0; length < packed.content().length; length++) {
            byte[] torn = Arrays.copyOf(packed.content(), length);
            assertThatIllegalArgumentException().isThrownBy(() -> new PackedLedger(packed.key(), torn).read());
        }
    }

    private static Account account(Random random) {
        List<AccountEntry> entries = new ArrayList<>();
        Ratio inputs = Ratio.ZERO;
        for (int i = 0; i < 1 + random.nextInt(20); i++) {
            AccountLabel label = AccountLabel.values()[random.nextInt(4)];
            Ratio weight =
                    switch (random.nextInt(3)) {
                        case 0 -> Ratio.of(random.nextInt(1_000), 1);
                        case 1 -> Ratio.of(1 + random.nextInt(9), 7);
                        default -> new Ratio(new BigInteger(90, random), BigInteger.valueOf(3));
                    };
            entries.add(new AccountEntry(
                    text(random) + i,
                    text(random),
                    START.plusMillis(random.nextInt()),
                    label,
                    label == AccountLabel.GOOD ? maybe(random) : text(random),
                    weight,
                    maybe(random)));
            inputs = inputs.plus(weight);
        }
        return new Account(inputs, random.nextBoolean() ? null : Ratio.of(random.nextInt(100), 7), entries);
    }

    private static TimeLedger time(Random random) {
        List<Claim> claims = new ArrayList<>(List.of(claim(0, 1_000, Mark.good(maybe(random)))));
        for (int i = 0; i < random.nextInt(12); i++) {
            int from = random.nextInt(1_100) - 50;
            claims.add(claim(
                    from,
                    from + 1 + random.nextInt(300),
                    new Mark(TimeLabel.values()[random.nextInt(7)], maybe(random), maybe(random), maybe(random))));
        }
        return TimeLedger.of(START, START.plusMillis(1_000), claims);
    }

    private static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static @Nullable String maybe(Random random) {
        return random.nextBoolean() ? null : text(random);
    }

    private static AccountEntry entry(String id, Ratio weight) {
        return new AccountEntry(id, id, START, AccountLabel.GOOD, null, weight, null);
    }

    private static Claim claim(int from, int to, Mark mark) {
        return new Claim(new Interval(START.plusMillis(from), START.plusMillis(to)), mark);
    }
}
