package io.surety.evaluation.availability;

import static io.surety.evaluation.VerdictValue.FULFILLED;
import static io.surety.evaluation.VerdictValue.NOT_DETERMINED;
import static io.surety.evaluation.VerdictValue.VIOLATED;
import static io.surety.evaluation.availability.JudgeAvailabilityTest.ledger;
import static io.surety.evaluation.availability.JudgeAvailabilityTest.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.evaluation.ledger.TimeEntry;
import io.surety.evaluation.ledger.TimeLabel;
import io.surety.evaluation.verdict.NotDetermined;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.Ratio;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

/** {@code domain.md} 4: availability from samples and slices, and what silence means; judged over the day 15 June. */
class JudgeSampledAvailabilityTest {

    private static final int DAY = 1440;

    @Test
    void aSampleHoldsUntilTheNextOneAndAtMostUntilItIsStale_4() {
        Verdict day = day(samples("")
                .sample("2026-06-15T00:00", true)
                .sample("2026-06-15T00:02", false)
                .sample("2026-06-15T00:03", false)
                .sample("2026-06-15T00:05", true));

        assertThat(minutes(ledger(day), TimeLabel.GOOD)).isEqualTo(2 + 3);
        assertThat(minutes(ledger(day), TimeLabel.BAD)).isEqualTo(3);
        assertThat(minutes(ledger(day), TimeLabel.UNKNOWN)).isEqualTo(DAY - 8);
        assertThat(ledger(day).entries()).hasSize(4);
        assertThat(ledger(day).entries().get(1).mark().evidence()).isEqualTo("probe/2026-06-15T00:02");
    }

    @Test
    void theLastSampleOfTheDayBeforeHoldsIntoTheDay_4() {
        Verdict day = day(samples("").sample("2026-06-14T23:59", false));

        assertThat(minutes(ledger(day), TimeLabel.BAD)).isEqualTo(2);
    }

    @Test
    void ofTwoSamplesAtOneInstantTheBadOneCounts_4() {
        Portal portal = samples("").sample("2026-06-15T00:00", true).sample("2026-06-15T00:00:00", false);

        assertThat(minutes(ledger(day(portal)), TimeLabel.BAD)).isEqualTo(3);
    }

    @Test
    void aContradictorySampleIsUnknownUntilTheNext_5_2() {
        Portal portal = samples("")
                .sample("2026-06-15T00:00", true)
                .contradiction("sample", "2026-06-15T00:01", "2026-06-15T00:01:00.001")
                .sample("2026-06-15T00:02", true);

        assertThat(ledger(day(portal)).entries())
                .extracting(entry -> entry.mark().label())
                .containsExactly(TimeLabel.GOOD, TimeLabel.UNKNOWN, TimeLabel.GOOD, TimeLabel.UNKNOWN);
    }

    @Test
    void belowTheAgreedCompletenessNothingIsDetermined_4() {
        assertThat(day(everyMinute(samples(", completeness: \"95%\""), 1366)).value())
                .isEqualTo(FULFILLED);
        Verdict less = day(everyMinute(samples(", completeness: \"95%\""), 1365));
        assertThat(less.value()).isEqualTo(NOT_DETERMINED);
        assertThat(less.reason()).contains(NotDetermined.BELOW_COMPLETENESS);
        assertThat(less.completeness()).contains(Ratio.of(1367, DAY));
    }

    @Test
    void noDataSaysHowUnknownTimeCounts_4() {
        assertThat(day(everyMinute(samples(", noData: exclude, completeness: \"50%\""), 998))
                        .share())
                .contains(Ratio.ONE);
        assertThat(day(everyMinute(samples(", noData: good, completeness: \"50%\""), 998)
                                .sample("2026-06-15T16:38", false))
                        .share())
                .contains(Ratio.of(DAY - 3, DAY));
        assertThat(day(everyMinute(samples(", noData: bad, completeness: \"50%\""), 998))
                        .share())
                .contains(Ratio.of(1000, DAY));
    }

    @Test
    void unknownTimeThatIsBadIsJudgedHoweverLittleIsKnown_4() {
        assertThat(day(samples(", noData: bad")).value()).isEqualTo(VIOLATED);
        assertThat(day(samples(", noData: good")).reason()).contains(NotDetermined.NO_DATA);
    }

    @Test
    void aRunningPeriodOfASampledSourceIsJudgedToNow_4() {
        Verdict day = day(samples("").sample("2026-06-15T00:00", true).now("2026-06-15T00:10"));

        assertThat(ledger(day).to()).isEqualTo(Portal.at("2026-06-15T00:10"));
        assertThat(minutes(ledger(day), TimeLabel.UNKNOWN)).isEqualTo(7);
    }

    @Test
    void aSliceIsBadBelowItsTargetAndUnknownWithoutEvents_4() {
        Verdict day = day(slices("")
                .counter("2026-06-15T00:00", 50, 100)
                .counter("2026-06-15T00:02", 49, 49)
                .counter("2026-06-15T00:05", 99, 100)
                .counter("2026-06-15T00:10", 98, 100)
                .counter("2026-06-15T00:15", 0, 0));

        assertThat(ledger(day).entries().stream().limit(3).map(TimeEntry::mark))
                .extracting(mark -> mark.label())
                .containsExactly(TimeLabel.BAD, TimeLabel.GOOD, TimeLabel.BAD);
        assertThat(minutes(ledger(day), TimeLabel.BAD)).isEqualTo(10);
        assertThat(minutes(ledger(day), TimeLabel.GOOD)).isEqualTo(5);
        assertThat(minutes(ledger(day), TimeLabel.UNKNOWN)).isEqualTo(DAY - 15);
    }

    @Test
    void aSliceWithAContradictoryCounterIsUnknown_5_2() {
        Portal portal = slices("")
                .counter("2026-06-15T00:00", 0, 100)
                .contradiction("counter", "2026-06-15T00:02", "2026-06-15T00:02:00.001");

        assertThat(minutes(ledger(day(portal)), TimeLabel.BAD)).isZero();
    }

    @Test
    void belowTheMinimumOfEventsNothingIsDetermined_4() {
        assertThat(day(allSlices(slices(", minimumEvents: 2880"), 10)).value()).isEqualTo(FULFILLED);
        assertThat(day(allSlices(slices(", minimumEvents: 2881"), 10)).reason())
                .contains(NotDetermined.BELOW_MINIMUM_EVENTS);
    }

    private static Verdict day(Portal portal) {
        return portal.judge(Portal.at("2026-06-15T12:00"));
    }

    private static Portal samples(String more) {
        return new Portal(
                "measure: {kind: availability, from: samples, source: probe}, target: {atLeast: \"99.9%\", calendar: always, per: day}"
                        + more);
    }

    private static Portal slices(String more) {
        return new Portal(
                "measure: {kind: availability, from: slices, source: hits, slice: PT5M, sliceTarget: \"99%\"}, target: {atLeast: \"99.9%\", calendar: always, per: day}"
                        + more);
    }

    private static Portal everyMinute(Portal portal, int samples) {
        LocalDateTime start = LocalDateTime.parse("2026-06-15T00:00");
        for (int i = 0; i < samples; i++) {
            portal.sample(start.plusMinutes(i).toString(), true);
        }
        return portal;
    }

    private static Portal allSlices(Portal portal, int events) {
        LocalDateTime start = LocalDateTime.parse("2026-06-15T00:00");
        for (int i = 0; i < DAY / 5; i++) {
            portal.counter(start.plusMinutes(5L * i).toString(), events, events);
        }
        return portal;
    }
}
