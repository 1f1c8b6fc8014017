package io.surety.evaluation.internal;

import static io.surety.evaluation.clock.Scene.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.evaluation.ClockId;
import io.surety.evaluation.ClockState;
import io.surety.evaluation.ClockView;
import io.surety.evaluation.ClockView.Decision;
import io.surety.evaluation.Clocks.UnmatchedItem;
import io.surety.evaluation.ThresholdReached;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.ledger.TimeLabel;
import io.surety.measurement.ItemRef;
import io.surety.shared.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the clocks that are kept when a version comes into force, is suspended, replaced, or ends. */
class ClocksOfVersionsTest extends ClockScenes {

    @Test
    void suspendingPausesTheClocksAndResumingMovesTheirDeadline_2_1() {
        VersionRef version = activate("PT4H");
        world.create(item, at("2026-03-02 08:00"));
        moveTo("2026-03-02 09:00");
        world.move(version, VersionState.SUSPENDED);
        assertThat(only().paused()).isTrue();

        scanAt("2026-03-02 16:00");
        world.move(version, VersionState.ACTIVE);

        assertThat(only().deadlineAt()).contains(at("2026-03-03 09:00"));
        assertThat(reached()).isEmpty();
        assertThat(world.clocks().ledger(only().id()).orElseThrow().millis(TimeLabel.EXCLUDED))
                .isEqualTo(Duration.ofHours(7).toMillis());
    }

    @Test
    void aRetroactiveActivationJudgesThePastAndTellsNobody_2_1() {
        world.create(item, at("2026-03-02 08:00"));
        assertThat(world.clocks().of(item)).isEmpty();
        assertThat(world.clocks().countUnmatched(source)).isEqualTo(1);
        assertThat(world.clocks().unmatched(source, "", 10))
                .containsExactly(new UnmatchedItem(item, "service-desk", "acme"));
        moveTo("2026-03-02 13:00");

        activate("PT4H");

        assertThat(only().state()).isEqualTo(ClockState.LATE);
        assertThat(reached()).isNotEmpty().allMatch(ThresholdReached::retroactive);
        assertThat(world.clocks().countUnmatched(source)).isZero();
    }

    @Test
    void anActivationReachesMoreItemsThanOneBatch_2_1() {
        created(620);

        activate("PT4H");
        world.scan();
        scanAt("2026-03-02 08:01");

        assertThat(count("select count(*) from evaluation.clocks where source = :source and state = 'RUNNING'"))
                .isEqualTo(620);
        assertThat(count("select count(*) from evaluation.rejudgements where source = :source"))
                .isZero();
    }

    @Test
    void clocksThatNoVersionAsksForAnyMoreAreCancelled() {
        VersionRef version = activate("PT4H");
        moveTo("2026-03-02 13:00");
        world.create(item, at("2026-03-02 12:00"));

        world.end(version, at("2026-03-02 11:00"));
        world.move(version, VersionState.TERMINATED);

        assertThat(only().state()).isEqualTo(ClockState.CANCELLED);
        assertThat(only().notCounted()).contains("no-longer-applies");
        assertThat(world.clocks().ledger(only().id())).isEmpty();
        assertThat(world.clocks().inputs(version, "resolve", ever(), ever())).isEmpty();
    }

    @Test
    void clocksRunOnPastTheEndOfTheirAgreementAndCountInItsLastPeriod_2_1() {
        VersionRef version = activate("PT4H");
        world.create(item, at("2026-03-02 16:00"));
        moveTo("2026-03-03 07:00");
        world.end(version, at("2026-03-03 00:00"));
        world.move(version, VersionState.TERMINATED);

        scanAt("2026-04-05 07:00");

        assertThat(only().decision()).contains(new Decision(false, at("2026-03-03 10:00")));
        assertThat(judged(version).verdicts()).singleElement().satisfies(v -> {
            assertThat(v.value()).isEqualTo(VerdictValue.VIOLATED);
            assertThat(v.period().part().to()).isEqualTo(at("2026-03-03 00:00"));
        });
    }

    @Test
    void aTerminationMayCancelTheClocksThatAreOpenThen_2_1() {
        VersionRef version = activate("PT4H");
        world.create(item, at("2026-03-02 16:00"));
        ItemRef late = new ItemRef(source, "LATE");
        world.create(late, at("2026-03-02 08:00"));
        ItemRef met = new ItemRef(source, "MET");
        world.create(met, at("2026-03-02 16:00"));
        world.take(met, at("2026-03-02 17:00"), "changed", "state", "Resolved");
        moveTo("2026-03-03 07:00");
        world.end(version, at("2026-03-03 00:00"));
        world.transaction(() -> {
            world.agreements().cancelClocks(version);
            return version;
        });
        world.move(version, VersionState.TERMINATED);

        scanAt("2026-04-05 07:00");
        world.take(item, at("2026-04-05 07:00"), "changed", "state", "Resolved");

        assertThat(only().state()).isEqualTo(ClockState.CANCELLED);
        assertThat(only().notCounted()).contains("terminated");
        assertThat(only().stoppedAt()).contains(at("2026-03-03 00:00"));
        assertThat(world.clocks().of(late)).singleElement().satisfies(clock -> {
            assertThat(clock.decision()).contains(new Decision(false, at("2026-03-02 12:00")));
            assertThat(clock.stoppedAt()).contains(at("2026-03-03 00:00"));
        });
        assertThat(world.clocks().of(met))
                .extracting(ClockView::decision)
                .containsExactly(java.util.Optional.of(new Decision(true, at("2026-03-02 17:00"))));
    }

    /** Another agreement claimed the ticket for a while; a note that came before reveals nothing. */
    @Test
    void aBreachThatTheEndOfAnotherVersionBringsBackIsToldAgain_8() {
        VersionRef version = activate("PT4H");
        world.create(item, at("2026-03-02 08:00"));
        scanAt("2026-03-02 13:00");
        moveTo("2026-03-04 09:00");
        world.take(item, at("2026-03-04 09:00"), "changed", "note", "still open");

        claimedForAWhile();

        assertThat(toldOf(version))
                .as("once, and again after it was taken back")
                .containsExactly("breach told", "breach told");
    }

    @Test
    void aBreachThatALateCorrectionHadRevealedTellsNobodyHoweverItComesBack_8() {
        VersionRef version = activate("PT4H");
        world.create(item, at("2026-03-02 08:00"));
        scanAt("2026-03-02 13:00");
        world.take(item, "stop", 0, false, at("2026-03-02 11:00"), "changed", "state", "Resolved");
        moveTo("2026-03-04 09:00");
        world.take(item, "stop", 1, false, at("2026-03-02 12:30"), "changed", "state", "Resolved");
        moveTo("2026-03-04 10:00");
        world.take(item, "stop", 2, false, at("2026-03-02 12:45"), "changed", "state", "Resolved");

        claimedForAWhile();

        assertThat(toldOf(version)).containsExactly("breach told", "breach recorded", "breach recorded");
    }

    @Test
    void whatBringsABreachBackIsFoundByOneReadingHoweverMuchWasReceivedSince_8() {
        long few = statementsOfABreachThatComesBackAfter(1);
        setUp();

        assertThat(statementsOfABreachThatComesBackAfter(40) - few).isLessThan(5);
    }

    private long statementsOfABreachThatComesBackAfter(int notes) {
        VersionRef version = activate("PT4H");
        world.create(item, at("2026-03-02 08:00"));
        scanAt("2026-03-02 13:00");
        for (int i = 0; i < notes; i++) {
            moveTo("2026-03-04 09:%02d".formatted(i));
            world.take(item, at("2026-03-04 09:%02d".formatted(i)), "changed", "note", "still open " + i);
        }
        long before = world.statements();
        claimedForAWhile();
        assertThat(toldOf(version)).containsExactly("breach told", "breach told");
        return world.statements() - before;
    }

    /** By a version that comes before and is replaced, from before the ticket on, by one that does not know its service. */
    private void claimedForAWhile() {
        ClockId clock = only().id();
        String rival = text("{id: all, calendar: always, within: PT700H}")
                .replace("agreement-" + source, "rival-" + source)
                .replace("rank: 0", "rank: 1");
        world.activate(rival);
        assertThat(world.clocks().find(clock).orElseThrow().notCounted()).contains("no-longer-applies");
        moveTo("2026-03-04 11:00");
        world.activate(
                rival.replace("2026-01-01", "2026-02-01").replace("service: service-desk, ", "service: portal, "));
        assertThat(world.clocks().find(clock).orElseThrow().decision())
                .contains(new Decision(false, at("2026-03-02 12:00")));
    }

    private List<String> toldOf(VersionRef version) {
        return reached().stream()
                .filter(t -> t.version().equals(version) && t.mark().isBreach())
                .map(t -> "breach " + (t.retroactive() ? "recorded" : "told"))
                .toList();
    }

    private static Interval ever() {
        return new Interval(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
    }
}
