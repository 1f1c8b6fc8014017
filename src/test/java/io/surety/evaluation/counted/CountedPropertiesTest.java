package io.surety.evaluation.counted;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.ledger.Account;
import io.surety.evaluation.ledger.AccountEntry;
import io.surety.evaluation.period.JudgeInBulk;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.Ratio;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code domain.md} 4 and 5.1 on random months, against oracles that add up one by one. */
class CountedPropertiesTest {

    private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");
    private static final int MINUTES = 30 * 24 * 60;

    @Test
    void p95AtMostALimitIsAtLeast95PercentOfTheSamplesWithinByNearestRank_4() {
        Random random = new Random(3);
        BigDecimal limit = new BigDecimal("300");
        for (int i = 0; i < 300; i++) {
            Checkout checkout = new Checkout("measure: {kind: threshold, source: gauges, limit: {atMost: \"300\", unit:"
                    + " ms}, method: occurrences}, target: {share: \"95%\", calendar: always, per: month}");
            List<BigDecimal> values = IntStream.range(0, random.nextInt(1, 60))
                    .mapToObj(n -> BigDecimal.valueOf(random.nextInt(100) < 94 ? 299 + random.nextInt(2) : 301))
                    .toList();
            values.forEach(v -> checkout.rollups.gauge(JUNE.plusSeconds(random.nextInt(MINUTES * 60)), v, limit));
            BigDecimal p95 = values.stream().sorted().toList().get((95 * values.size() + 99) / 100 - 1);

            assertThat(checkout.judge().value())
                    .isEqualTo(p95.compareTo(limit) <= 0 ? VerdictValue.FULFILLED : VerdictValue.VIOLATED);
        }
    }

    @Test
    void theAccountSumsToTheEventsOfThePeriodAndTheShareFollowsFromIt_5_1() {
        Random random = new Random(5);
        for (int i = 0; i < 100; i++) {
            Checkout checkout = new Checkout(
                    "measure: {kind: ratio, source: hits, method: occurrences}, target: {share: \"95%\", calendar: "
                            + (random.nextBoolean() ? "office" : "always") + ", per: month}",
                    "{id: patching, cause: agreed-maintenance, effect: exclude, cap: PT5H, per: week}");
            for (int m = random.nextInt(4); m > 0; m--) {
                Instant from = JUNE.plusSeconds(random.nextInt(MINUTES) * 60L + random.nextInt(60));
                checkout.maintenance(
                        from.toString(),
                        from.plusSeconds(random.nextInt(1, 40_000)).toString());
            }
            long events = 0;
            for (int n = random.nextInt(1, 400); n > 0; n--) {
                int total = random.nextInt(1, 1000);
                checkout.rollups.count(
                        JUNE.plusMillis((long) (random.nextDouble() * MINUTES * 60_000)),
                        random.nextInt(total + 1),
                        total);
                events += total;
            }
            Verdict verdict = checkout.judge();
            Account account = (Account) verdict.ledger();
            assertThat(account.inputs()).isEqualTo(Ratio.of(events, 1));
            assertThat(account.entries().stream().map(AccountEntry::weight).reduce(Ratio.ZERO, Ratio::plus))
                    .isEqualTo(Ratio.of(events, 1));
        }
    }

    @Test
    void theMeanOfTheSlicesIsThatOfAPlainWalkOverThem_4() {
        Random random = new Random(7);
        for (int i = 0; i < 60; i++) {
            Checkout checkout = Checkout.ratio("method: ratio-timeslices, slice: PT6H");
            Map<Long, long[]> slices = new TreeMap<>();
            for (int n = random.nextInt(1, 300); n > 0; n--) {
                long minute = random.nextInt(MINUTES);
                int total = random.nextInt(1, 50);
                int good = random.nextInt(total + 1);
                checkout.rollups.count(JUNE.plusSeconds(minute * 60), good, total);
                long[] slice = slices.computeIfAbsent(minute / 360, s -> new long[2]);
                slice[0] += good;
                slice[1] += total;
            }
            Ratio sum = slices.values().stream().map(s -> Ratio.of(s[0], s[1])).reduce(Ratio.ZERO, Ratio::plus);
            assertThat(checkout.judge().share()).contains(sum.dividedBy(Ratio.of(slices.size(), 1)));
        }
    }

    /** The bulk path has the same results as one term after the other, to the last entry of its ledger. */
    @Test
    void judgingInBulkIsJudgingOneByOne() {
        Random random = new Random(9);
        for (int i = 0; i < 200; i++) {
            String more =
                    switch (random.nextInt(4)) {
                        case 0 -> ", noData: bad";
                        case 1 -> ", noData: good, completeness: \"60%\"";
                        case 2 -> ", minimumEvents: 5000";
                        default -> "";
                    };
            Checkout checkout = new Checkout("measure: {kind: ratio, source: hits, method: occurrences}, target:"
                    + " {share: \"50%\", calendar: always, per: month}" + more);
            if (random.nextInt(3) == 0) {
                checkout.watermark(JUNE.plusSeconds(random.nextInt(MINUTES) * 60L + random.nextInt(60))
                        .toString());
            } else if (random.nextInt(10) == 0) {
                checkout.silent();
            }
            for (int n = random.nextInt(60); n > 0; n--) {
                int total = random.nextInt(1000);
                Instant at = JUNE.minus(Duration.ofDays(1)).plusSeconds(random.nextInt((MINUTES + 2880) * 60));
                checkout.rollups.count(at, random.nextInt(total + 1), total);
            }
            JudgeTotals bulk = new JudgeTotals(checkout.rollups);
            JudgeInBulk.Work work = checkout.work();
            Verdict single = checkout.judge();

            assertThat(bulk.verdicts(List.of(work), checkout.watermarks())).containsEntry(work, single);
            assertThat(bulk.figures(List.of(work), checkout.watermarks()))
                    .singleElement()
                    .isEqualTo(Optional.of(new JudgeInBulk.Figures(
                            single.value(), single.reason(), single.share(), single.completeness())));
        }
    }

    @Test
    void whatTotalsDoNotSayIsNotJudgedFromTotals() {
        assertThat(Checkout.ratio("method: timeslices, slice: PT5M, sliceTarget: \"99%\"")
                        .plan())
                .isEmpty();
        assertThat(Checkout.ratio("method: occurrences")
                        .suspended("2026-06-02T00:00:00Z", "2026-06-03T00:00:00Z")
                        .plan())
                .isEmpty();
        assertThat(new Checkout("measure: {kind: ratio, source: ticks, method: occurrences}, target: {share: \"95%\","
                                + " calendar: always, per: month}")
                        .plan())
                .isEmpty();
        Checkout contradicted = Checkout.ratio("method: occurrences").hit("2026-06-02T00:00:00Z", 1, 1);
        contradicted.rollups.contradict(Instant.parse("2026-06-03T00:00:00Z"));
        assertThat(new JudgeTotals(contradicted.rollups)
                        .figures(List.of(contradicted.work()), contradicted.watermarks()))
                .containsExactly(Optional.empty());
    }
}
