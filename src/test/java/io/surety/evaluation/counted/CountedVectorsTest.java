package io.surety.evaluation.counted;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.ledger.Account;
import io.surety.evaluation.ledger.AccountEntry;
import io.surety.evaluation.ledger.AccountLabel;
import io.surety.evaluation.ledger.TimeLabel;
import io.surety.evaluation.ledger.TimeLedger;
import io.surety.evaluation.verdict.NotDetermined;
import io.surety.evaluation.verdict.Verdict;
import io.surety.measurement.ValueLimit;
import io.surety.shared.Ratio;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code ratio} and {@code threshold} of {@code domain.md} 4, 5.1. */
class CountedVectorsTest {

    private static final String OCCURRENCES = "method: occurrences";
    private static final String ALWAYS = "target: {share: \"95%\", calendar: always, per: month}";

    @Test
    void domain4OccurrencesIsAllGoodOverAllEvents() {
        Verdict verdict = Checkout.ratio(OCCURRENCES)
                .hit("2026-06-01T00:00:00Z", 1, 2)
                .hit("2026-06-30T23:59:59.999Z", 3, 3)
                .hit("2026-05-31T23:59:59.999Z", 0, 100)
                .hit("2026-07-01T00:00:00Z", 0, 100)
                .judge();

        assertThat(verdict.share()).contains(Ratio.of(4, 5));
        assertThat(verdict.value()).isEqualTo(VerdictValue.VIOLATED);
        assertThat(verdict.completeness()).contains(Ratio.ONE);
    }

    @Test
    void domain4TimeslicesIsGoodSlicesOverSlices() {
        Verdict verdict = Checkout.ratio("method: timeslices, slice: PT1H, sliceTarget: \"99%\"")
                .hit("2026-06-01T00:10:00Z", 99, 100)
                .hit("2026-06-01T01:10:00Z", 989, 1000)
                .hit("2026-06-01T02:10:00Z", 1, 1)
                .hit("2026-06-01T03:10:00Z", 1, 1)
                .judge();

        assertThat(verdict.share()).contains(Ratio.of(3, 4));
        TimeLedger ledger = (TimeLedger) verdict.ledger();
        assertThat(ledger.millis(TimeLabel.BAD)).isEqualTo(Duration.ofHours(1).toMillis());
        assertThat(ledger.millis(TimeLabel.UNKNOWN))
                .isEqualTo(Duration.ofHours(30 * 24 - 4).toMillis());
        assertThat(ledger.millis()).isEqualTo(Duration.ofDays(30).toMillis());
        assertThat(verdict.reason()).contains(NotDetermined.BELOW_COMPLETENESS);
    }

    @Test
    void domain4RatioTimeslicesIsTheMeanOfTheSliceRatios() {
        Checkout checkout = Checkout.ratio("method: ratio-timeslices, slice: PT1H");
        checkout.hit("2026-06-01T00:10:00Z", 1, 2).hit("2026-06-01T01:10:00Z", 3, 3);

        Verdict verdict = checkout.judge();

        assertThat(verdict.share()).contains(Ratio.of(3, 4));
        Account account = (Account) verdict.ledger();
        assertThat(account.inputs()).isEqualTo(Ratio.of(30 * 24, 1));
        assertThat(account.sum(AccountLabel.GOOD)).isEqualTo(Ratio.of(3, 2));
        assertThat(account.sum(AccountLabel.UNKNOWN)).isEqualTo(Ratio.of(30 * 24 - 2, 1));
    }

    @Test
    void domain4ASampleAtTheLimitIsWithinAndTheShareIsCountedExactly() {
        Checkout checkout =
                new Checkout("measure: {kind: threshold, source: gauges, limit: {atMost: \"300\", unit: ms},"
                        + " method: occurrences}, " + ALWAYS);
        BigDecimal limit = new BigDecimal("300");
        for (int i = 0; i < 95; i++) {
            checkout.rollups.gauge(Instant.parse("2026-06-05T10:00:00Z").plusSeconds(i * 60), limit, limit);
        }
        for (int i = 0; i < 5; i++) {
            checkout.rollups.gauge(
                    Instant.parse("2026-06-06T10:00:00Z").plusSeconds(i), new BigDecimal("300.000001"), limit);
        }

        assertThat(checkout.judge().value()).isEqualTo(VerdictValue.FULFILLED);
        assertThat(checkout.judge().share()).contains(Ratio.of(95, 100));
        checkout.rollups.gauge(Instant.parse("2026-06-07T10:00:00Z"), new BigDecimal("301"), limit);
        assertThat(checkout.judge().value()).isEqualTo(VerdictValue.VIOLATED);
    }

    @Test
    void domain4ASampleAtALeastLimitIsWithinAndTheShareIsCountedExactly() {
        Checkout checkout =
                new Checkout("measure: {kind: threshold, source: gauges, limit: {atLeast: \"300\", unit: Mbit/s},"
                        + " method: occurrences}, " + ALWAYS);
        ValueLimit limit = ValueLimit.atLeast(new BigDecimal("300"));
        Instant at = Instant.parse("2026-06-05T10:00:00Z");
        for (int i = 0; i < 95; i++) {
            checkout.rollups.gauge(at.plusSeconds(i * 60), new BigDecimal(i % 2 == 0 ? "300" : "4000"), limit);
        }
        for (int i = 0; i < 5; i++) {
            checkout.rollups.gauge(at.plusSeconds(86_400 + i), new BigDecimal("299.999999"), limit);
        }

        assertThat(checkout.judge().share()).contains(Ratio.of(95, 100));
        assertThat(checkout.judge().value()).isEqualTo(VerdictValue.FULFILLED);
        assertThat(new JudgeTotals(checkout.rollups).verdicts(List.of(checkout.work()), checkout.watermarks()))
                .as("in bulk")
                .containsEntry(checkout.work(), checkout.judge());
        checkout.rollups.gauge(at.plusSeconds(100_000), new BigDecimal("0"), limit);
        assertThat(checkout.judge().value()).isEqualTo(VerdictValue.VIOLATED);
    }

    @Test
    void domain4ClosedAndExcludedEventsLeaveTheDenominatorAndStayInTheAccount() {
        Verdict verdict = new Checkout(
                        "measure: {kind: ratio, source: hits, method: occurrences},"
                                + " target: {share: \"95%\", calendar: office, per: month}",
                        "{id: patching, cause: agreed-maintenance, effect: exclude}")
                .maintenance("2026-06-01T10:00:00Z", "2026-06-01T11:00:00Z")
                .hit("2026-06-01T08:59:00Z", 0, 10)
                .hit("2026-06-01T09:00:00Z", 98, 100)
                .hit("2026-06-01T10:00:00Z", 0, 50)
                .hit("2026-06-01T10:59:59Z", 0, 50)
                .hit("2026-06-01T11:00:00Z", 100, 100)
                .judge();

        assertThat(verdict.share()).contains(Ratio.of(198, 200));
        Account account = (Account) verdict.ledger();
        assertThat(account.inputs()).isEqualTo(Ratio.of(310, 1));
        assertThat(account.sum(AccountLabel.NOT_COUNTED)).isEqualTo(Ratio.of(110, 1));
        assertThat(account.entries())
                .filteredOn(e -> e.label() == AccountLabel.NOT_COUNTED)
                .extracting(AccountEntry::why)
                .contains("outside office", "agreed-maintenance tickets/m0");
    }

    @Test
    void domain4ExcusedEventsStayInTheDenominatorAndAreNotBad() {
        Verdict verdict = new Checkout(
                        "measure: {kind: ratio, source: hits, method: occurrences}, " + ALWAYS,
                        "{id: patching, cause: agreed-maintenance, effect: excuse}")
                .maintenance("2026-06-01T10:00:00Z", "2026-06-01T11:00:00Z")
                .hit("2026-06-01T10:30:00Z", 0, 50)
                .hit("2026-06-02T10:30:00Z", 49, 50)
                .judge();

        assertThat(verdict.share()).contains(Ratio.of(99, 100));
    }

    @Test
    void domain22SuspendedEventsDoNotCount() {
        Verdict verdict = Checkout.ratio(OCCURRENCES)
                .suspended("2026-06-02T00:00:00Z", "2026-06-03T00:00:00Z")
                .hit("2026-06-02T10:00:00Z", 0, 50)
                .hit("2026-06-03T00:00:00Z", 50, 50)
                .judge();

        assertThat(verdict.share()).contains(Ratio.ONE);
    }

    @Test
    void domain4WhatLiesAfterTheWatermarkIsUnknownAtTheRateOfWhatIsKnown() {
        String half = "2026-06-16T00:00:00Z";
        String measure = "measure: {kind: ratio, source: hits, method: occurrences}, " + ALWAYS;
        Checkout excluded = new Checkout(measure).watermark(half).hit("2026-06-01T10:00:00Z", 99, 100);
        Checkout bad = new Checkout(measure + ", noData: bad").watermark(half).hit("2026-06-01T10:00:00Z", 99, 100);
        Checkout good = new Checkout(measure + ", noData: good, completeness: \"50%\"")
                .watermark(half)
                .hit("2026-06-01T10:00:00Z", 99, 100);

        assertThat(excluded.judge().reason()).contains(NotDetermined.BELOW_COMPLETENESS);
        assertThat(excluded.judge().completeness()).contains(Ratio.of(1, 2));
        assertThat(excluded.judge().share()).contains(Ratio.of(99, 100));
        assertThat(bad.judge().share()).contains(Ratio.of(99, 200));
        assertThat(bad.judge().value()).isEqualTo(VerdictValue.VIOLATED);
        assertThat(good.judge().share()).contains(Ratio.of(199, 200));
        assertThat(good.judge().value()).isEqualTo(VerdictValue.FULFILLED);
    }

    @Test
    void domain4NothingKnownIsNotDeterminedUnlessNoDataIsBad() {
        String measure = "measure: {kind: ratio, source: hits, method: occurrences}, " + ALWAYS;

        assertThat(new Checkout(measure).silent().judge().reason()).contains(NotDetermined.NO_DATA);
        assertThat(new Checkout(measure + ", noData: good").silent().judge().reason())
                .contains(NotDetermined.NO_DATA);
        Verdict bad = new Checkout(measure + ", noData: bad").silent().judge();
        assertThat(bad.value()).isEqualTo(VerdictValue.VIOLATED);
        assertThat(bad.share()).contains(Ratio.ZERO);
    }

    @Test
    void domain4BelowMinimumEventsNothingIsDetermined() {
        String measure = "measure: {kind: ratio, source: hits, method: occurrences}, minimumEvents: 100, " + ALWAYS;
        Checkout checkout = new Checkout(measure).hit("2026-06-01T10:00:00Z", 0, 99);

        assertThat(checkout.judge().reason()).contains(NotDetermined.BELOW_MINIMUM_EVENTS);
        checkout.hit("2026-06-01T10:00:00Z", 0, 1);
        assertThat(checkout.judge().value()).isEqualTo(VerdictValue.VIOLATED);
    }

    @Test
    void domain4ASampledSourceIsUnknownFromStaleAfterItsLastSample() {
        Checkout checkout = new Checkout("measure: {kind: ratio, source: ticks, method: occurrences}, " + ALWAYS);
        for (int minute = 0; minute < 30 * 24 * 60; minute++) {
            boolean silent = minute >= 1440 && minute < 1440 + 720;
            if (!silent) {
                checkout.rollups.count(Instant.parse("2026-06-01T00:00:00Z").plusSeconds(minute * 60L), 1, 1);
            }
        }

        // Half a day is silent, of which the last sample before it stands for one minute more.
        assertThat(checkout.judge().completeness()).contains(Ratio.of(30 * 1440 - 719, 30 * 1440));
        assertThat(checkout.judge().value()).isEqualTo(VerdictValue.FULFILLED);
    }

    @Test
    void domain52AContradictedMinuteIsUnknown() {
        Checkout checkout = Checkout.ratio(OCCURRENCES).hit("2026-06-01T10:00:00Z", 10, 10);
        checkout.rollups.contradict(Instant.parse("2026-06-02T10:00:00Z"));

        assertThat(checkout.judge().completeness()).contains(Ratio.of(30 * 1440 - 1, 30 * 1440));
    }

    @Test
    void domain4ARunningPeriodIsJudgedToDateAndShareOfEventsIsNeverLost() {
        Checkout checkout = Checkout.ratio(OCCURRENCES)
                .now("2026-06-10T00:00:00Z")
                .hit("2026-06-01T10:00:00Z", 0, 1000)
                .hit("2026-06-20T10:00:00Z", 1000, 1000);

        assertThat(checkout.judge().share()).contains(Ratio.ZERO);
        assertThat(checkout.judgement().lost()).isFalse();
    }

    @Test
    void domain4ARunningPeriodIsLostOnceNoGoodSliceCanSaveIt() {
        Checkout checkout =
                Checkout.ratio("method: ratio-timeslices, slice: PT24H").now("2026-06-29T00:00:00Z");
        for (int day = 1; day <= 28; day++) {
            checkout.hit("2026-06-%02dT10:00:00Z".formatted(day), day <= 2 ? 0 : 1, 1);
        }
        // 26 good days of 28, and two to come: 28/30 is below 95 %.
        assertThat(checkout.judgement().lost()).isTrue();
        checkout.hit("2026-06-01T11:00:00Z", 1, 1);
        // Half of the first day is good now: 28.5/30 is 95 % exactly.
        assertThat(checkout.judgement().lost()).isFalse();
    }
}
