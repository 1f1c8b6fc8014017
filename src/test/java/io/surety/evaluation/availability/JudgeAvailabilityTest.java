package io.surety.evaluation.availability;

import static io.surety.evaluation.VerdictValue.FULFILLED;
import static io.surety.evaluation.VerdictValue.NOT_DETERMINED;
import static io.surety.evaluation.VerdictValue.VIOLATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.evaluation.ledger.TimeLabel;
import io.surety.evaluation.ledger.TimeLedger;
import io.surety.evaluation.verdict.NotDetermined;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.Ratio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code domain.md} 4 and 5.1: availability, with its vectors. */
class JudgeAvailabilityTest {

    private static final String PATCHING =
            "{id: patching, cause: agreed-maintenance, effect: exclude, announce: P5D, cap: PT4H, per: month}";
    private static final String CUSTOMER_EXCUSED = "{id: own-fault, cause: customer, effect: excuse}";
    private static final String CUSTOMER_EXCLUDED = "{id: own-fault, cause: customer, effect: exclude}";

    @Test
    void paragraph4_excusedTimeStaysInTheDenominator() {
        Verdict june = vector(Portal.fromOutages(PATCHING, CUSTOMER_EXCUSED)).june();

        assertThat(june.share()).contains(Ratio.of(42_960 - 50, 42_960));
        assertThat(june.share().orElseThrow().toPercentText(6)).isEqualTo("99.883612 %");
        assertThat(june.value()).isEqualTo(VIOLATED);
    }

    @Test
    void paragraph4_excludedTimeLeavesTheDenominator() {
        Verdict june = vector(Portal.fromOutages(PATCHING, CUSTOMER_EXCLUDED)).june();

        assertThat(june.share()).contains(Ratio.of(42_950 - 50, 42_950));
        assertThat(june.share().orElseThrow().toPercentText(6)).isEqualTo("99.883585 %");
    }

    @Test
    void paragraph5_1_theLabelsOfTheVectorSumToTheMonth() {
        TimeLedger ledger =
                ledger(vector(Portal.fromOutages(PATCHING, CUSTOMER_EXCUSED)).june());

        assertThat(minutes(ledger, TimeLabel.EXCLUDED)).isEqualTo(240);
        assertThat(minutes(ledger, TimeLabel.EXCUSED)).isEqualTo(10);
        assertThat(minutes(ledger, TimeLabel.BAD)).isEqualTo(50);
        assertThat(minutes(ledger, TimeLabel.GOOD)).isEqualTo(42_900);
        assertThat(ledger.millis()).isEqualTo(43_200 * 60_000L);
    }

    /** 240 min of agreed maintenance, outages of 90 min, of which 30 in it and 10 caused by the customer. */
    private static Portal vector(Portal portal) {
        return portal.maintenance("m", "2026-06-14T00:00", "2026-06-14T04:00", "2026-06-01T00:00")
                .outage("in", "2026-06-14T01:00", "2026-06-14T01:30")
                .causedByCustomer("own", "2026-06-16T10:00", "2026-06-16T10:10")
                .outage("fault", "2026-06-20T10:00", "2026-06-20T10:50");
    }

    @Test
    void equalToTheTargetIsFulfilledAndAMillisecondMoreViolates_4() {
        // 0.1 % of 43,200 minutes are 43 min 12 s
        assertThat(Portal.fromOutages()
                        .outage("o", "2026-06-20T10:00", "2026-06-20T10:43:12")
                        .june()
                        .value())
                .isEqualTo(FULFILLED);
        assertThat(Portal.fromOutages()
                        .outage("o", "2026-06-20T10:00", "2026-06-20T10:43:12.001")
                        .june()
                        .value())
                .isEqualTo(VIOLATED);
    }

    /** The outage goes over the hour that is left out, or there twice: wall time is what passed. */
    @ParameterizedTest
    @CsvSource({"2026-03-15, 44580, 2026-03-29, 60", "2026-10-15, 44700, 2026-10-25, 180"})
    void theLedgerOfAMonthWithAClockChangeSumsToItsWallTime_5_1(String in, long month, String day, long down) {
        Verdict verdict =
                Portal.fromOutages().outage("o", day + "T01:30", day + "T03:30").judge(Portal.at(in + "T00:00"));

        assertThat(ledger(verdict).millis()).isEqualTo(month * 60_000);
        assertThat(minutes(ledger(verdict), TimeLabel.BAD)).isEqualTo(down);
        assertThat(verdict.share()).contains(Ratio.of(month - down, month));
    }

    @Test
    void outagesThatOverlapCountOnce_4() {
        Verdict june = Portal.fromOutages()
                .outage("a", "2026-06-20T10:00", "2026-06-20T10:10")
                .outage("b", "2026-06-20T10:05", "2026-06-20T10:15")
                .june();

        assertThat(minutes(ledger(june), TimeLabel.BAD)).isEqualTo(15);
    }

    @Test
    void onlyTheServiceTimeCounts_4() {
        Portal portal = new Portal(
                "measure: {kind: availability, from: outages, source: tickets}, target: {atLeast: \"99.9%\", calendar: prime, per: month}");

        Verdict june =
                portal.outage("night", "2026-06-15T17:50", "2026-06-16T08:10").june();

        assertThat(june.share()).contains(Ratio.of(22 * 600 - 20, 22 * 600));
        assertThat(minutes(ledger(june), TimeLabel.CLOSED)).isEqualTo(43_200 - 22 * 600);
    }

    @Test
    void anOpenOutageLastsToTheWatermarkAndWhatFollowsIsUnknown_4() {
        Verdict june = Portal.fromOutages()
                .knownUntil("2026-06-30T12:00")
                .outage("open", "2026-06-30T11:00", null)
                .june();

        assertThat(minutes(ledger(june), TimeLabel.BAD)).isEqualTo(60);
        assertThat(minutes(ledger(june), TimeLabel.UNKNOWN)).isEqualTo(720);
        assertThat(june.completeness()).contains(Ratio.of(43_200 - 720, 43_200));
        assertThat(june.share()).contains(Ratio.of(42_480 - 60, 42_480));
    }

    @Test
    void theMinimumIsTheWallLengthOfWhatTouchesAndCountsFromTheFirstMillisecond_4() {
        Portal portal = new Portal(
                "measure: {kind: availability, from: outages, source: tickets, minimumOutage: PT5M}, target: {atLeast: \"99.9%\", calendar: prime, per: month}");

        Verdict june = portal.outage("short", "2026-06-15T10:00", "2026-06-15T10:04:59.999")
                .outage("a", "2026-06-16T10:00", "2026-06-16T10:03")
                .outage("b", "2026-06-16T10:03", "2026-06-16T10:05")
                .outage("mostlyAtNight", "2026-06-17T17:59", "2026-06-17T18:04")
                .june();

        assertThat(minutes(ledger(june), TimeLabel.BAD)).isEqualTo(5 + 1);
    }

    @Test
    void anOutageIsMeasuredBeyondTheEdgeOfThePeriod_4() {
        Portal portal = new Portal(
                "measure: {kind: availability, from: outages, source: tickets, minimumOutage: PT5M}, target: {atLeast: \"99.9%\", calendar: always, per: month}");

        Verdict june = portal.outage("may", "2026-05-31T23:56", "2026-06-01T00:00")
                .outage("june", "2026-06-01T00:00", "2026-06-01T00:02")
                .june();

        assertThat(minutes(ledger(june), TimeLabel.BAD)).isEqualTo(2);
    }

    @Test
    void maintenanceAnnouncedLateIsOrdinaryTime_4() {
        String outageFrom = "2026-06-14T01:00";
        assertThat(badMinutes(Portal.fromOutages(PATCHING)
                        .maintenance("m", "2026-06-14T00:00", "2026-06-14T04:00", "2026-06-09T00:00")
                        .outage("o", outageFrom, "2026-06-14T01:30")))
                .isZero();
        assertThat(badMinutes(Portal.fromOutages(PATCHING)
                        .maintenance("m", "2026-06-14T00:00", "2026-06-14T04:00", "2026-06-09T00:00:00.001")
                        .outage("o", outageFrom, "2026-06-14T01:30")))
                .isEqualTo(30);
    }

    @Test
    void theCapIsUsedUpInOrderOfStartWhetherOrNotAnOutageFellIntoIt_4() {
        Portal portal = Portal.fromOutages(PATCHING)
                .maintenance("late", "2026-06-20T00:00", "2026-06-20T03:00", "2026-06-01T00:00")
                .maintenance("early", "2026-06-10T00:00", "2026-06-10T03:00", "2026-06-01T00:00")
                .outage("o", "2026-06-20T00:30", "2026-06-20T01:30");

        assertThat(minutes(ledger(portal.june()), TimeLabel.EXCLUDED)).isEqualTo(240);
        assertThat(badMinutes(portal)).isEqualTo(30);
    }

    @Test
    void windowsThatStartTogetherUseUpTheCapByTheirIds_4() {
        Portal portal = Portal.fromOutages(PATCHING)
                .maintenance("b", "2026-06-10T00:00", "2026-06-10T06:00", "2026-06-01T00:00")
                .maintenance("a", "2026-06-10T00:00", "2026-06-10T03:00", "2026-06-01T00:00");

        assertThat(ledger(portal.june()).entries().stream()
                        .filter(entry -> entry.mark().label() == TimeLabel.EXCLUDED)
                        .map(entry -> entry.mark().evidence() + " " + entry.millis() / 60_000))
                .containsExactly("tickets/a 180", "tickets/b 60");
    }

    @Test
    void maintenanceAnnouncedLateUsesNothingOfTheCap_4() {
        assertThat(badMinutes(Portal.fromOutages(PATCHING)
                        .maintenance("late", "2026-06-02T00:00", "2026-06-02T04:00", "2026-06-01T00:00")
                        .maintenance("m", "2026-06-20T00:00", "2026-06-20T04:00", "2026-06-01T00:00")
                        .outage("o", "2026-06-20T00:30", "2026-06-20T01:30")))
                .isZero();
    }

    @Test
    void aMonthlyCapIsUsedUpByTheWeeksBefore_4() {
        Portal portal = new Portal(
                "measure: {kind: availability, from: outages, source: tickets}, target: {atLeast: \"99.9%\", calendar: always, per: week}",
                PATCHING);
        portal.maintenance("first", "2026-06-10T00:00", "2026-06-10T03:00", "2026-06-01T00:00")
                .maintenance("second", "2026-06-16T00:00", "2026-06-16T03:00", "2026-06-01T00:00");

        assertThat(minutes(ledger(portal.judge(Portal.at("2026-06-16T00:00"))), TimeLabel.EXCLUDED))
                .isEqualTo(60);
    }

    @Test
    void untilThoseWhoDecideHaveConfirmedItIsOrdinaryTime_4() {
        assertThat(badMinutes(Portal.fromOutages(PATCHING)
                        .maintenance("m", "2026-06-14T00:00", "2026-06-14T04:00", "2026-06-01T00:00", Portal.provider())
                        .outage("o", "2026-06-14T01:00", "2026-06-14T01:30")))
                .isEqualTo(30);
        assertThat(badMinutes(Portal.fromOutages(
                                "{id: patching, cause: agreed-maintenance, effect: exclude, decidedBy: provider}")
                        .maintenance("m", "2026-06-14T00:00", "2026-06-14T04:00", "2026-06-14T00:00", Portal.provider())
                        .outage("o", "2026-06-14T01:00", "2026-06-14T01:30")))
                .isZero();
    }

    @Test
    void anExclusionAppliesToItsTermsOnly_4() {
        Portal other = new Portal(
                """
                measure: {kind: availability, from: outages, source: tickets}, target: {atLeast: "99.9%", calendar: always, per: month}},
                      {id: other, service: portal, obligated: provider, measure: {kind: availability, from: outages, source: tickets}, target: {atLeast: "99.9%", calendar: always, per: month}""",
                "{id: own-fault, cause: customer, effect: exclude, terms: [other]}");

        assertThat(badMinutes(other.causedByCustomer("own", "2026-06-16T10:00", "2026-06-16T10:10")))
                .isEqualTo(10);
    }

    @Test
    void paragraph2_1_suspendedTimeIsExcluded() {
        Portal portal = Portal.fromOutages()
                .suspended("2026-06-10T00:00", "2026-06-11T00:00")
                .outage("o", "2026-06-10T12:00", "2026-06-10T13:00");

        assertThat(portal.june().share()).contains(Ratio.ONE);
        assertThat(minutes(ledger(portal.june()), TimeLabel.EXCLUDED)).isEqualTo(1440);
        assertThat(ledger(portal.june()).entries().get(2).notes()).hasSize(1);
    }

    @Test
    void withoutServiceTimeNothingIsDetermined_4() {
        Verdict june = Portal.fromOutages()
                .suspended("2026-05-01T00:00", "2026-08-01T00:00")
                .june();

        assertThat(june.value()).isEqualTo(NOT_DETERMINED);
        assertThat(june.reason()).contains(NotDetermined.NO_SERVICE_TIME);
        assertThat(june.share()).isEmpty();
    }

    @Test
    void aSourceThatHasNeverSpokenDeterminesNothing_4() {
        Verdict june = Portal.fromOutages().knownUntil(null).june();

        assertThat(june.reason()).contains(NotDetermined.NO_DATA);
        assertThat(june.completeness()).contains(Ratio.ZERO);
    }

    @Test
    void aContradictoryOutageIsUnknown_5_2() {
        Verdict june = Portal.fromOutages()
                .contradiction("outage", "2026-06-10T00:00", "2026-06-10T01:00")
                .june();

        assertThat(minutes(ledger(june), TimeLabel.UNKNOWN)).isEqualTo(60);
    }

    @Test
    void aRunningPeriodIsJudgedToDateAndMayAlreadyBeLost_4() {
        Portal portal = Portal.fromOutages()
                .now("2026-06-11T00:00")
                .knownUntil("2026-06-10T00:00")
                .outage("o", "2026-06-05T10:00", "2026-06-05T10:43:12");

        assertThat(ledger(portal.june()).to()).isEqualTo(Portal.at("2026-06-10T00:00"));
        assertThat(portal.june().value()).isEqualTo(VIOLATED);
        assertThat(portal.juneIsLost()).isFalse();
        assertThat(portal.outage("more", "2026-06-06T10:00", "2026-06-06T10:00:00.001")
                        .juneIsLost())
                .isTrue();
        assertThat(portal.now("2026-07-01T00:00").juneIsLost()).isFalse();
    }

    @Test
    void aPeriodThatHasNotBegunDeterminesNothing_4() {
        Verdict june = Portal.fromOutages().now("2026-05-20T00:00").june();

        assertThat(june.reason()).contains(NotDetermined.NO_DATA);
        assertThat(ledger(june).entries()).isEmpty();
    }

    static TimeLedger ledger(Verdict verdict) {
        return (TimeLedger) verdict.ledger();
    }

    static long minutes(TimeLedger ledger, TimeLabel label) {
        assertThat(ledger.millis(label) % 60_000).isZero();
        return ledger.millis(label) / 60_000;
    }

    private static long badMinutes(Portal portal) {
        return minutes(ledger(portal.june()), TimeLabel.BAD);
    }
}
