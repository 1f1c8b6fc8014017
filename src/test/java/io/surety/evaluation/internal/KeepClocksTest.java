package io.surety.evaluation.internal;

import static io.surety.evaluation.clock.Scene.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.agreement.VersionRef;
import io.surety.evaluation.ClockState;
import io.surety.evaluation.ClockView;
import io.surety.evaluation.ClockView.Decision;
import io.surety.evaluation.Clocks.OpenClock;
import io.surety.evaluation.Clocks.UnmatchedItem;
import io.surety.evaluation.DecisionsChanged;
import io.surety.evaluation.RulesChanged;
import io.surety.evaluation.ThresholdReached;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.ledger.TimeLabel;
import io.surety.evaluation.ledger.TimeLedger;
import io.surety.evaluation.period.JudgeMeasure.Judgement;
import io.surety.evaluation.verdict.Percentiles;
import io.surety.measurement.ItemRef;
import io.surety.measurement.Measurements;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Clocks in the database follow from what is taken in and from the states of the versions. */
class KeepClocksTest extends ClockScenes {

    @Test
    void anItemGetsItsClockInTheTransactionThatTakesIt() {
        VersionRef version = activate("PT4H");

        world.create(item, at("2026-03-02 08:00"));

        ClockView clock = only();
        assertThat(clock.version()).isEqualTo(version);
        assertThat(clock.state()).isEqualTo(ClockState.RUNNING);
        assertThat(clock.deadlineAt()).contains(at("2026-03-02 12:00"));
        assertThat(clock.targetMillis()).isEqualTo(Duration.ofHours(4).toMillis());
        assertThat(statesTold(clock.id())).containsExactly(ClockState.RUNNING);
    }

    @Test
    void aLateStopWithdrawsTheBreachAndTellsWhichInstantsChanged_5_2() {
        VersionRef version = activate("PT4H");
        world.create(item, at("2026-03-02 08:00"));
        scanAt("2026-03-02 13:00");
        world.heard().decisions.clear();

        world.take(item, at("2026-03-02 11:00"), "changed", "state", "Resolved");

        assertThat(only().decision()).contains(new Decision(true, at("2026-03-02 11:00")));
        assertThat(withdrawnBreaches()).isEqualTo(1);
        assertThat(world.heard().decisions)
                .contains(new DecisionsChanged(
                        version, "resolve", Set.of(at("2026-03-02 12:00"), at("2026-03-02 11:00"))));
    }

    @Test
    void aBreachThatWasTakenBackAndStandsAgainAsItWasIsToldAgain_8() {
        activate("PT4H");
        world.create(item, at("2026-03-02 08:00"));
        scanAt("2026-03-02 13:00");
        world.take(item, "stop", 0, false, at("2026-03-02 11:00"), "changed", "state", "Resolved");
        world.take(item, "stop", 1, false, at("2026-03-02 12:30"), "changed", "state", "Resolved");
        world.take(item, "stop", 2, false, at("2026-03-02 12:45"), "changed", "state", "Resolved");

        assertThat(only().state()).isEqualTo(ClockState.STOPPED_LATE);
        assertThat(withdrawnBreaches()).isZero();
        assertThat(told())
                .filteredOn(t -> t.startsWith("breach"))
                .as("and once where it only goes on to stand")
                .containsExactly("breach at " + at("2026-03-02 12:00"), "breach at " + at("2026-03-02 12:00"));
    }

    @Test
    void aBreachThatIsBroughtBackLongAfterItIsRecordedAndTellsNobody_8() {
        activate("PT4H");
        world.create(item, at("2026-03-02 08:00"));
        scanAt("2026-03-02 13:00");
        world.take(item, "stop", 0, false, at("2026-03-02 11:00"), "changed", "state", "Resolved");
        moveTo("2026-03-03 12:01");
        world.heard().forget();
        world.take(item, "stop", 1, false, at("2026-03-02 12:30"), "changed", "state", "Resolved");

        assertThat(only().state()).isEqualTo(ClockState.STOPPED_LATE);
        assertThat(only().marks())
                .filteredOn(m -> m.mark().isBreach())
                .singleElement()
                .satisfies(breach -> {
                    assertThat(breach.retroactive()).isTrue();
                    assertThat(breach.foundAt()).isEqualTo(at("2026-03-03 12:01"));
                });
        assertThat(world.heard().thresholds).allMatch(ThresholdReached::retroactive);
    }

    @Test
    void aBreachThatACorrectionRevealsLongAfterItIsRecordedAndTellsNobody_8() {
        activate("PT4H");
        world.create(item, at("2026-03-02 08:00"));
        world.take(item, "stop", 0, false, at("2026-03-02 08:00"), "changed", "state", "Resolved");
        moveTo("2026-03-03 12:01");
        world.take(item, "stop", 1, false, at("2026-03-02 12:30"), "changed", "state", "Resolved");

        assertThat(only().state()).isEqualTo(ClockState.STOPPED_LATE);
        assertThat(reached())
                .filteredOn(t -> t.mark().isBreach())
                .singleElement()
                .matches(ThresholdReached::retroactive);
    }

    @Test
    void aStopThatComesAfterAnotherBreachThanTheWithdrawnOneTellsIt_8() {
        activate("PT4H");
        world.create(item, at("2026-03-02 08:00"));
        scanAt("2026-03-02 13:00");
        world.take(item, at("2026-03-02 09:00"), "changed", "state", "Awaiting User");
        world.take(item, at("2026-03-02 12:00"), "changed", "state", "Active");
        assertThat(withdrawnBreaches()).isEqualTo(1);

        moveTo("2026-03-02 15:30");
        world.take(item, at("2026-03-02 15:30"), "changed", "state", "Resolved");

        assertThat(only().state()).isEqualTo(ClockState.STOPPED_LATE);
        assertThat(told())
                .filteredOn(t -> t.startsWith("breach"))
                .containsExactly("breach at " + at("2026-03-02 12:00"), "breach at " + at("2026-03-02 15:00"));
    }

    @Test
    void tellsAMarkBeforeThePauseByWhichItBecameKnown_8() {
        activate("PT4H");
        world.create(item, at("2026-03-02 08:00"));
        List<List<ClockState>> before = new ArrayList<>();
        world.heard().listener = reached -> before.add(statesTold(reached.clock()));

        moveTo("2026-03-02 10:30");
        world.take(item, at("2026-03-02 10:30"), "changed", "state", "Awaiting User");

        assertThat(before).containsExactly(List.of(ClockState.RUNNING));
        assertThat(statesTold(only().id())).containsExactly(ClockState.RUNNING, ClockState.PAUSED);
    }

    @Test
    void aLateClockThatStopsTellsThatThePercentilesOfItsStopChange_4() {
        VersionRef version = activate("PT4H");
        world.create(item, at("2026-03-02 08:00"));
        scanAt("2026-04-02 13:00");
        world.heard().decisions.clear();

        world.take(item, "stop", 0, false, at("2026-04-01 11:00"), "changed", "state", "Resolved");
        assertThat(world.heard().decisions).singleElement().satisfies(d -> assertThat(d.instants())
                .contains(at("2026-04-01 11:00")));
        world.heard().decisions.clear();

        world.take(item, "stop", 1, false, at("2026-03-31 11:00"), "changed", "state", "Resolved");
        assertThat(world.heard().decisions)
                .contains(new DecisionsChanged(
                        version,
                        "resolve",
                        Set.of(at("2026-03-02 12:00"), at("2026-04-01 11:00"), at("2026-03-31 11:00"))));
    }

    @Test
    void percentilesAreOfTheClocksThatStoppedInThePeriodWhereverTheyWereDecided_4() {
        VersionRef version = activate("PT4H");
        world.create(item, at("2026-02-26 08:00"));
        scanAt("2026-03-03 20:00");
        world.take(item, at("2026-03-03 10:00"), "changed", "state", "Resolved");

        assertThat(only().decision()).contains(new Decision(false, at("2026-02-26 12:00")));
        long open = only().elapsedMillis();
        assertThat(judged(version).verdicts()).singleElement().satisfies(march -> {
            assertThat(march.percentiles()).contains(new Percentiles(1, open, open, open));
            assertThat(march.share()).isEmpty();
        });
    }

    @Test
    void otherRulesHaveAllClocksJudgedAgain_3_4() {
        activate("PT4H");
        world.create(item, at("2026-03-02 08:00"));
        world.scan();
        world.bean(JdbcClient.class)
                .sql("update evaluation.clocks set deadline_at = :wrong, breach_at = :wrong where source = :source")
                .param("wrong", java.sql.Timestamp.from(at("2026-03-02 13:00")))
                .param("source", source)
                .update();

        world.transaction(() -> {
            world.bean(WalkByRules.class).on(new RulesChanged(world.time().now()));
            return "";
        });
        while (count("select count(*) from evaluation.rules_walks where source = :source") > 0) {
            world.scan();
        }

        assertThat(only().deadlineAt()).contains(at("2026-03-02 12:00"));
    }

    @Test
    void aPauseThatComesLateTellsThatAMetClocksOpenTimeChanges_4() {
        VersionRef version = activate("PT4H");
        world.create(item, at("2026-03-02 08:00"));
        moveTo("2026-03-02 12:00");
        world.take(item, at("2026-03-02 11:00"), "changed", "state", "Resolved");
        world.heard().decisions.clear();

        world.take(item, at("2026-03-02 09:00"), "changed", "state", "Awaiting User");

        assertThat(world.heard().decisions)
                .contains(new DecisionsChanged(version, "resolve", Set.of(at("2026-03-02 11:00"))));
    }

    @Test
    void contradictingContentsMakeTheClockUncertainUntilAHigherRevision_5_2() {
        activate("PT4H");
        world.create(item, at("2026-03-02 08:00"));
        world.take(item, "stop", 0, false, at("2026-03-02 08:00"), "changed", "state", "Resolved");
        world.take(item, "stop", 0, false, at("2026-03-02 08:00"), "changed", "state", "Closed");
        assertThat(only().uncertain()).isTrue();
        assertThat(only().state()).isEqualTo(ClockState.RUNNING);
        assertThat(only().diagnostics()).extracting(d -> d.code()).contains("conflicting-revision");

        world.take(item, "stop", 1, false, at("2026-03-02 08:00"), "changed", "state", "Closed");

        assertThat(only().uncertain()).isFalse();
        assertThat(only().state()).isEqualTo(ClockState.MET);
    }

    @Test
    void theOrderInWhichEventsArriveChangesNothing_5_2() {
        activate("PT4H");
        ItemRef other = new ItemRef(source, "INC2");
        moveTo("2026-03-04 12:00");
        world.create(item, at("2026-03-02 08:00"));
        world.take(item, at("2026-03-02 09:00"), "changed", "state", "Awaiting User");
        world.take(item, at("2026-03-02 16:00"), "changed", "state", "Active");
        world.take(item, at("2026-03-02 17:30"), "changed", "state", "Resolved");

        world.take(other, at("2026-03-02 17:30"), "changed", "state", "Resolved");
        world.take(other, at("2026-03-02 09:00"), "changed", "state", "Awaiting User");
        world.create(other, at("2026-03-02 08:00"));
        world.take(other, at("2026-03-02 16:00"), "changed", "state", "Active");

        assertThat(comparable(other)).isEqualTo(comparable(item));
    }

    @Test
    void anItemThatMatchesNothingIsCountedAndListed_2_2() {
        activate("PT4H");
        ItemRef foreign = new ItemRef(source, "INC2");
        world.create(item, at("2026-03-02 08:00"));
        world.take(foreign, at("2026-03-02 08:00"), "created", "service", "coffee", "customer", "globex");

        assertThat(world.clocks().of(item)).hasSize(1);
        assertThat(world.clocks().of(foreign)).isEmpty();
        assertThat(world.clocks().countUnmatched(source)).isEqualTo(1);
        assertThat(world.clocks().unmatched(source, "", 10))
                .containsExactly(new UnmatchedItem(foreign, "coffee", "globex"));
    }

    @Test
    void aDurationTermIsJudgedFromTheClocksThatAreKept_4() {
        VersionRef version = activate("PT4H");
        world.create(item, at("2026-03-02 08:00"));
        scanAt("2026-03-02 09:00");
        assertThat(judged(version).verdicts()).extracting(v -> v.value()).containsExactly(VerdictValue.NOT_DETERMINED);

        scanAt("2026-03-02 13:00");

        Judgement judgement = judged(version);
        assertThat(judgement.verdicts()).extracting(v -> v.value()).containsExactly(VerdictValue.VIOLATED);
        assertThat(judgement.lost()).isTrue();
        assertThat(judgement.watermark()).contains(at("2026-03-02 08:00"));
    }

    @Test
    void openClocksAreListedByTheOpenTimeThatRemains() {
        String agreement = activate("PT4H").agreement();
        ItemRef second = new ItemRef(source, "INC2");
        ItemRef waiting = new ItemRef(source, "INC3");
        world.create(item, at("2026-03-02 08:00"));
        moveTo("2026-03-02 09:00");
        world.create(second, at("2026-03-02 09:00"));
        world.create(waiting, at("2026-03-02 08:00"));
        world.take(waiting, at("2026-03-02 08:30"), "changed", "state", "Awaiting User");
        Instant now = at("2026-03-02 11:00");

        List<OpenClock> open = world.clocks().atRisk(List.of(agreement), now, at("2026-03-03 00:00"), 10);

        assertThat(open).extracting(o -> o.clock().item()).containsExactly(item, second, waiting);
        assertThat(open)
                .extracting(OpenClock::due)
                .containsExactly(at("2026-03-02 12:00"), at("2026-03-02 13:00"), at("2026-03-02 14:30"));
        assertThat(open).extracting(o -> o.remainingMillis() / 60_000).containsExactly(60L, 120L, 210L);
        assertThat(world.clocks().atRisk(List.of(agreement), now, at("2026-03-02 12:30"), 10))
                .hasSize(1);
        assertThat(world.clocks().atRisk(List.of(agreement), now, at("2026-03-03 00:00"), 2))
                .hasSize(2);
        assertThat(world.clocks().atRisk(List.of(), now, at("2026-03-03 00:00"), 10))
                .isEmpty();
    }

    @Test
    void theLedgerOfARunningClockReachesToThePresent_5_1() {
        activate("PT4H");
        world.create(item, at("2026-03-02 08:00"));
        scanAt("2026-03-02 20:00");

        var ledger = world.clocks().ledger(only().id()).orElseThrow();

        assertThat(ledger.to()).isEqualTo(at("2026-03-02 20:00"));
        assertThat(ledger.millis(TimeLabel.GOOD)).isEqualTo(Duration.ofHours(4).toMillis());
        assertThat(ledger.millis(TimeLabel.BAD)).isEqualTo(Duration.ofHours(6).toMillis());
        assertThat(ledger.millis(TimeLabel.CLOSED))
                .isEqualTo(Duration.ofHours(2).toMillis());
    }

    /** The argument of ADR 23: a ledger that ended at the watermark would not show why the clock is late. */
    @Test
    void theLedgerExplainsWhatTimeHasDecidedAndFollowsWhatItsSilentSourceSaysLater_5_1() {
        activate("PT4H");
        world.create(item, at("2026-03-02 08:00"));
        scanAt("2026-03-02 13:00");
        assertThat(world.bean(Measurements.class).watermark(source)).contains(at("2026-03-02 08:00"));

        assertThat(only().decision()).contains(new Decision(false, at("2026-03-02 12:00")));
        TimeLedger late = world.clocks().ledger(only().id()).orElseThrow();
        assertThat(late.entries())
                .extracting(e -> e.mark().label() + " " + e.from())
                .as("open time beyond the target begins at the instant of the decision")
                .containsExactly("GOOD " + at("2026-03-02 08:00"), "BAD " + at("2026-03-02 12:00"));
        moveTo("2026-03-02 14:00");
        TimeLedger later = world.clocks().ledger(only().id()).orElseThrow();
        assertThat(later.entries().get(0))
                .as("what decided it does not depend on when one looks")
                .isEqualTo(late.entries().get(0));

        world.take(item, at("2026-03-02 09:00"), "changed", "state", "Resolved");

        TimeLedger met = world.clocks().ledger(only().id()).orElseThrow();
        assertThat(met.to()).isEqualTo(at("2026-03-02 09:00"));
        assertThat(met.millis(TimeLabel.BAD)).isZero();
        assertThat(only().decision()).contains(new Decision(true, at("2026-03-02 09:00")));
    }

    @Test
    void onlyWhoHoldsTheItemMayJudgeIt() {
        assertThatThrownBy(() -> world.bean(KeepClocks.class).judgeAgain(List.of(item), false))
                .hasMessageContaining("No existing transaction");
    }

    private static List<Object> comparable(ItemRef item) {
        ClockView c = world.clocks().of(item).get(0);
        return List.of(
                c.state(),
                c.startedAt(),
                c.stoppedAt(),
                c.decision(),
                c.elapsedMillis(),
                c.targetMillis(),
                c.breachAt());
    }

    private long withdrawnBreaches() {
        return count(
                "select count(*) from evaluation.breaches where agreement = 'agreement-' || :source and withdrawn_at is not null");
    }
}
