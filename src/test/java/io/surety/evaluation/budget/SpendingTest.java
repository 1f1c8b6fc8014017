package io.surety.evaluation.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.VersionRef;
import io.surety.agreement.document.Term.NoData;
import io.surety.calendar.Span;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.budget.ErrorBudget.BurnRate;
import io.surety.evaluation.budget.ErrorBudget.Projection;
import io.surety.evaluation.ledger.Account;
import io.surety.evaluation.ledger.AccountEntry;
import io.surety.evaluation.ledger.AccountLabel;
import io.surety.evaluation.ledger.Claim;
import io.surety.evaluation.ledger.Ledger;
import io.surety.evaluation.ledger.Mark;
import io.surety.evaluation.ledger.TimeLedger;
import io.surety.evaluation.verdict.NotDetermined;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a ledger says of an error budget ({@code domain.md} 5.3, 5.4). */
class SpendingTest {

    private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");
    private static final Interval MONTH = new Interval(JUNE, Instant.parse("2026-07-01T00:00:00Z"));
    private static final Ratio MINUTE = Ratio.of(60_000, 1);

    @Test
    void allowedIsTotalTimesOneMinusTheTarget_5_3() {
        Spending june = down(Ratio.parsePercent("99.9%"), 0, 0, 10);

        assertThat(june.total()).isEqualTo(MINUTE.times(Ratio.of(43_200, 1)));
        assertThat(june.allowed()).as("43.2 minutes").isEqualTo(MINUTE.times(Ratio.of(432, 10)));
        assertThat(june.bad()).isEqualTo(MINUTE.times(Ratio.of(10, 1)));
        assertThat(june.remaining()).as("33.2 minutes").isEqualTo(MINUTE.times(Ratio.of(332, 10)));
        assertThat(june.burn()).as("of all of June").contains(Ratio.of(100, 432));
    }

    @Test
    void whatIsExcludedLeavesTheBudgetAndWhatIsExcusedStaysInIt_5_3() {
        Spending june = down(Ratio.parsePercent("99.9%"), 240, 10, 50);

        assertThat(june.total()).isEqualTo(MINUTE.times(Ratio.of(42_960, 1)));
        assertThat(june.bad()).isEqualTo(MINUTE.times(Ratio.of(50, 1)));
        assertThat(june.errorRatio()).as("1 − 99.883612… %").contains(Ratio.of(50, 42_960));
        assertThat(june.remaining().compareTo(Ratio.ZERO))
                .as("more than is allowed")
                .isNegative();
    }

    @Test
    void unknownCountsAsNoDataSaysAndIsAlwaysReported_5_3() {
        Ratio goal = Ratio.of(9, 10);

        Spending excluded = events(80, 10, 10, goal, NoData.EXCLUDE);
        assertThat(excluded.total()).isEqualTo(Ratio.of(90, 1));
        assertThat(excluded.bad()).isEqualTo(Ratio.of(10, 1));
        Spending good = events(80, 10, 10, goal, NoData.GOOD);
        assertThat(good.total()).isEqualTo(Ratio.of(100, 1));
        assertThat(good.bad()).isEqualTo(Ratio.of(10, 1));
        Spending bad = events(80, 10, 10, goal, NoData.BAD);
        assertThat(bad.bad()).isEqualTo(Ratio.of(20, 1));
        assertThat(List.of(excluded, good, bad))
                .allSatisfy(spending -> assertThat(spending.completeness()).contains(Ratio.of(9, 10)));
    }

    @Test
    void withoutDataNothingBurns_5_4() {
        Spending silent = events(0, 0, 7, Ratio.of(9, 10), NoData.EXCLUDE);

        assertThat(silent.burn()).isEmpty();
        assertThat(silent.errorRatio()).isEmpty();
        assertThat(silent.completeness()).contains(Ratio.ZERO);
        assertThat(Burns.exceeds(silent, Ratio.ZERO)).isFalse();
    }

    @Test
    void aTargetOfOneHundredPercentLeavesNothingThatCouldBurn_5_4() {
        Spending all = events(9, 1, 0, Ratio.ONE, NoData.EXCLUDE);

        assertThat(all.allowed()).isEqualTo(Ratio.ZERO);
        assertThat(all.remaining()).isEqualTo(Ratio.of(-1, 1));
        assertThat(all.burn()).isEmpty();
    }

    @Test
    void aVolumeIsComparedWithItsCommitmentAndNeverHasLessThanNothingMissing_5_3() {
        assertThat(volume(30, 40).bad()).isEqualTo(Ratio.of(10, 1));
        assertThat(volume(30, 40).allowed()).isEqualTo(Ratio.of(4, 1));
        assertThat(volume(50, 40).bad()).isEqualTo(Ratio.ZERO);
    }

    @Test
    void burnIsTheErrorRatioOverOneMinusTheTargetAndPartsAddUpToTheWhole_5_4() {
        Random random = new Random(54);
        for (int i = 0; i < 500; i++) {
            Ratio goal = Ratio.of(random.nextInt(1_000), 1_000);
            long good = random.nextInt(1_000);
            long bad = random.nextInt(1_000);
            long unknown = random.nextInt(100);
            NoData noData = NoData.values()[random.nextInt(3)];
            Spending one = events(good, bad, unknown, goal, noData);
            Spending other = events(bad, unknown, good, goal, noData);
            Spending both = events(good + bad, bad + unknown, unknown + good, goal, noData);

            assertThat(one.plus(other)).isEqualTo(both);
            assertThat(both.remaining().plus(both.bad())).isEqualTo(both.allowed());
            assertThat(one.burn()).isEqualTo(one.errorRatio().map(error -> error.dividedBy(Ratio.ONE.minus(goal))));
        }
    }

    @ParameterizedTest
    @CsvSource({"2, PT1H, 14.4", "5, PT6H, 6", "10, PT24H, 3", "10, PT72H, 1"})
    void theFactorsOfThirtyDaysFollowFromTheGeneralFormula_5_4(int percent, Duration window, String factor) {
        assertThat(BurnFactor.of(Ratio.of(percent, 100), Duration.ofDays(30), window))
                .isEqualTo(Ratio.of(new BigDecimal(factor)));
    }

    @Test
    void theStandardAlertsOfThirtyDaysAreThoseOfTheWorkbook_5_4() {
        assertThat(Arrays.stream(StandardAlert.values())
                        .map(alert -> BurnFactor.of(
                                        alert.budgetShare(),
                                        Duration.ofDays(30),
                                        Windows.before(MONTH.to(), alert.longWindow(), ZoneOffset.UTC)
                                                .length())
                                + " " + alert.longWindow().text() + "/"
                                + alert.shortWindow().text()))
                .containsExactly("72/5 PT1H/PT5M", "6/1 PT6H/PT30M", "3/1 P1D/PT2H", "1/1 P3D/PT6H");
    }

    @Test
    void timeToExhaustionIsRemainingTimesPeriodOverBurn_5_3() {
        // half of the budget of 30 days is left and burns twice as fast as it lasts: 0.5 × 30 d / 2
        ErrorBudget half = budget(spent(1_000, 50, Ratio.of(9, 10)), Optional.empty());
        BurnRate twice = rate(spent(10, 2, Ratio.of(9, 10)));

        assertThat(half.remainingShare()).contains(Ratio.of(1, 2));
        assertThat(half.exhaustedIn(twice)).contains(Duration.ofHours(180));
        assertThat(half.exhaustedIn(rate(spent(10, 0, Ratio.of(9, 10))))).isEmpty();
        assertThat(half.exhaustedIn(rate(Spending.NONE))).isEmpty();
        assertThat(budget(spent(1_000, 100, Ratio.of(9, 10)), Optional.empty()).exhaustedIn(twice))
                .contains(Duration.ZERO);
    }

    @Test
    void whatIsLeftOfARunningPeriodIsLeftOfWhatItWillHave_5_3() {
        Spending toDate = spent(1_000, 50, Ratio.of(9, 10));
        Projection whole = new Projection(Ratio.of(4_000, 1), Ratio.of(400, 1), Ratio.of(200, 1));

        assertThat(budget(toDate, Optional.of(whole)).remainingShare()).contains(Ratio.of(7, 8));
    }

    private static ErrorBudget budget(Spending toDate, Optional<Projection> projected) {
        return new ErrorBudget(
                new VersionRef("checkout", 1),
                "ok",
                Optional.empty(),
                ErrorBudget.Kind.PERIOD,
                ErrorBudget.Unit.EVENTS,
                Ratio.of(9, 10),
                MONTH,
                MONTH.to(),
                toDate,
                projected,
                List.of(),
                List.of());
    }

    private static BurnRate rate(Spending spending) {
        return new BurnRate(new Span.OpenTime(Duration.ofHours(6)), MONTH, spending);
    }

    static Spending spent(long total, long bad, Ratio goal) {
        return events(total - bad, bad, 0, goal, NoData.EXCLUDE);
    }

    private static Spending down(Ratio goal, int excluded, int excused, int bad) {
        List<Claim> claims = new ArrayList<>();
        claims.add(new Claim(MONTH, Mark.good("shopcloud")));
        Instant at = JUNE;
        for (var part : List.of(
                new Object[] {excluded, Mark.excluded("patching", null, null)},
                new Object[] {excused, Mark.excused("own fault", null, null)},
                new Object[] {bad, Mark.bad("tickets/1", null)})) {
            Instant end = at.plus(Duration.ofMinutes((int) part[0]));
            if (end.isAfter(at)) {
                claims.add(new Claim(new Interval(at, end), (Mark) part[1]));
            }
            at = end;
        }
        TimeLedger ledger = TimeLedger.of(MONTH, claims);
        long whole = 43_200 - excluded;
        return Spending.of(verdict(ledger, Optional.of(Ratio.of(whole - bad, whole))), goal, NoData.EXCLUDE);
    }

    private static Spending events(long good, long bad, long unknown, Ratio goal, NoData noData) {
        List<AccountEntry> entries = new ArrayList<>();
        add(entries, AccountLabel.GOOD, good);
        add(entries, AccountLabel.BAD, bad);
        add(entries, AccountLabel.UNKNOWN, unknown);
        long reached = noData == NoData.GOOD ? good + unknown : good;
        long judged = noData == NoData.EXCLUDE ? good + bad : good + bad + unknown;
        Optional<Ratio> share = judged == 0 ? Optional.empty() : Optional.of(Ratio.of(reached, judged));
        return Spending.of(verdict(new Account(Ratio.of(good + bad + unknown, 1), entries), share), goal, noData);
    }

    private static Spending volume(long accepted, long committed) {
        List<AccountEntry> entries = new ArrayList<>();
        add(entries, AccountLabel.GOOD, accepted);
        Account account = new Account(Ratio.of(accepted, 1), Ratio.of(committed, 1), entries);
        return Spending.of(
                verdict(account, Optional.of(Ratio.of(accepted, committed))), Ratio.of(9, 10), NoData.EXCLUDE);
    }

    private static void add(List<AccountEntry> entries, AccountLabel label, long weight) {
        if (weight > 0) {
            entries.add(
                    new AccountEntry(label.name(), label.name(), JUNE, label, label.name(), Ratio.of(weight, 1), null));
        }
    }

    private static Verdict verdict(Ledger ledger, Optional<Ratio> share) {
        return new Verdict(
                new VersionRef("checkout", 1),
                "ok",
                Optional.empty(),
                new PartPeriod(MONTH, MONTH, false),
                VerdictValue.NOT_DETERMINED,
                Optional.of(NotDetermined.BELOW_COMPLETENESS),
                share,
                Optional.of(Ratio.ONE),
                0,
                Optional.empty(),
                ledger);
    }
}
