package io.surety.evaluation.internal;

import static io.surety.evaluation.clock.Scene.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.evaluation.ClockState;
import io.surety.evaluation.ClockView;
import io.surety.evaluation.ClockView.Decision;
import io.surety.evaluation.ThresholdReached;
import io.surety.measurement.ItemRef;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The due-date scan finds what time alone brings, strictly after its instant, once, on however many nodes. */
class ScanDueClocksTest extends ClockScenes {

    @Test
    void eachMarkIsFoundOnceAndToldWithItsTrueInstant_8() {
        activate("PT4H");
        world.create(item, at("2026-03-02 08:00"));

        scanAt("2026-03-02 10:00");
        assertThat(told()).isEmpty();
        scanAt("2026-03-02 10:00:00.001");
        scanAt("2026-03-02 10:30");
        assertThat(told()).containsExactly("1/2 at " + at("2026-03-02 10:00"));

        scanAt("2026-03-02 15:00");
        scanAt("2026-03-02 16:00");
        assertThat(told())
                .containsExactly(
                        "1/2 at " + at("2026-03-02 10:00"),
                        "3/4 at " + at("2026-03-02 11:00"),
                        "breach at " + at("2026-03-02 12:00"));
        assertThat(reached()).noneMatch(ThresholdReached::retroactive);
        assertThat(only().state()).isEqualTo(ClockState.LATE);
        assertThat(only().marks()).extracting(m -> m.mark().text()).containsExactly("1/2", "3/4", "breach");
    }

    @Test
    void atTheBreachInstantNothingIsLateYetWhateverTheNodesOwnClockSays_3_1() {
        activate("PT10H");
        world.create(item, at("2026-03-02 08:00"));

        // The machine's own clock is long past it: only the one source of time counts.
        scanAt("2026-03-03 08:00");
        assertThat(only().state()).isEqualTo(ClockState.RUNNING);
        assertThat(told()).noneMatch(t -> t.startsWith("breach"));

        scanAt("2026-03-03 08:00:00.001");
        assertThat(told()).last().isEqualTo("breach at " + at("2026-03-03 08:00"));
    }

    @Test
    void whileItIsPausedNothingComesUpAndItHasNoDeadline_3_1() {
        activate("PT4H");
        world.create(item, at("2026-03-02 08:00"));
        moveTo("2026-03-02 09:00");
        world.take(item, at("2026-03-02 09:00"), "changed", "state", "Awaiting User");

        scanAt("2026-03-04 17:00");

        assertThat(only().paused()).isTrue();
        assertThat(only().deadlineAt()).isEmpty();
        assertThat(told()).isEmpty();
        assertThat(statesTold(only().id())).containsExactly(ClockState.RUNNING, ClockState.PAUSED);
    }

    @Test
    void anotherPriorityTellsALateClockOnceAndFlagsIt_3_5() {
        world.activate(text("{id: urgent, when: {priority: [\"1\"]}, calendar: day, within: PT2H},"
                + " {id: rest, calendar: day, within: PT8H}"));
        world.create(item, at("2026-03-02 08:00"));
        scanAt("2026-03-02 12:30");
        world.heard().thresholds.clear();

        world.take(item, at("2026-03-02 12:30"), "changed", "priority", "1");
        world.scan();

        assertThat(told()).containsExactly("breach at " + at("2026-03-02 10:00"));
        assertThat(reached()).noneMatch(ThresholdReached::retroactive);
        assertThat(world.clocks().of(item))
                .filteredOn(c -> c.target().equals("urgent"))
                .singleElement()
                .satisfies(c -> assertThat(c.retroactive()).isTrue());
    }

    @Test
    void oldHistoryIsRecordedAndTellsNobodyUnlessAsked_8() {
        activate("PT4H");
        moveTo("2026-03-10 12:00");

        world.create(item, at("2026-03-02 08:00"));
        ItemRef asked = new ItemRef(source, "INC2");
        world.take(asked, "asked", 0, true, at("2026-03-02 08:00"), "created", EvaluationWorld.newIncident());

        assertThat(toldOf(item)).isNotEmpty().allMatch(ThresholdReached::retroactive);
        assertThat(toldOf(asked)).isNotEmpty().noneMatch(ThresholdReached::retroactive);
        assertThat(only().retroactive()).isTrue();
    }

    @Test
    void whatIsReceivedWithinTheAgeOfThePolicyTellsPeople_8() {
        activate("PT4H");
        moveTo("2026-03-03 12:00");

        world.create(item, at("2026-03-02 08:00"));

        assertThat(told()).filteredOn(t -> t.startsWith("breach")).hasSize(1);
        assertThat(reached()).filteredOn(ThresholdReached::isBreach).noneMatch(ThresholdReached::retroactive);
    }

    @Test
    void ourOwnDowntimeDoesNotSilence_8() {
        activate("PT4H");
        world.create(item, at("2026-03-02 08:00"));

        scanAt("2026-03-09 12:00");

        assertThat(reached()).hasSize(3).noneMatch(ThresholdReached::retroactive);
    }

    /** What the scan makes of a clock's own row is what its history says. */
    @Test
    void judgingByTheRowAloneSaysWhatJudgingByTheHistorySays_5_2() {
        activate("PT4H");
        created(20);
        for (int i = 0; i < 20; i += 2) {
            world.take(
                    new ItemRef(source, "INC%04d".formatted(i)), at("2026-03-02 08:00"), "changed", "state", "Active");
        }
        for (String moment : List.of("2026-03-02 10:30", "2026-03-02 11:30", "2026-03-02 12:00:00.001")) {
            scanAt(moment);
            List<ClockView> scanned = views();
            world.transaction(() -> {
                List<ItemRef> items = scanned.stream().map(ClockView::item).toList();
                world.bean(ItemRows.class).lock(items);
                world.bean(KeepClocks.class).judgeAgain(items, false);
                return items;
            });
            assertThat(views())
                    .usingRecursiveComparison()
                    .ignoringFields("elapsedMillis")
                    .isEqualTo(scanned);
        }
        assertThat(reached()).hasSize(60);
    }

    @Test
    void whatIsKnownToHappenBeforeAMarkIsLookedAtFirst() {
        activate("PT4H");
        world.create(item, at("2026-03-02 08:00"));
        world.take(item, at("2026-03-02 12:00"), "changed", "state", "Resolved");

        scanAt("2026-03-02 13:00");

        assertThat(only().state()).isEqualTo(ClockState.MET);
        assertThat(told()).noneMatch(t -> t.startsWith("breach"));
    }

    @Test
    void aBreachThatWasWithdrawnComesAgainByTimeAloneAndIsToldWithItsNewInstant_8() {
        activate("PT4H");
        world.create(item, at("2026-03-02 08:00"));
        scanAt("2026-03-02 13:00");
        world.take(item, "wait", 0, false, at("2026-03-02 09:00"), "changed", "state", "Awaiting User");
        world.take(item, "goes-on", 0, false, at("2026-03-02 12:00"), "changed", "state", "Active");
        assertThat(only().state()).isEqualTo(ClockState.RUNNING);

        scanAt("2026-03-02 15:00:00.001");

        assertThat(only().state()).isEqualTo(ClockState.LATE);
        assertThat(only().decision()).contains(new Decision(false, at("2026-03-02 15:00")));
        assertThat(told())
                .filteredOn(t -> t.startsWith("breach"))
                .containsExactly("breach at " + at("2026-03-02 12:00"), "breach at " + at("2026-03-02 15:00"));
    }

    private List<ClockView> views() {
        return IntStream.range(0, 20)
                .mapToObj(i -> world.clocks()
                        .of(new ItemRef(source, "INC%04d".formatted(i)))
                        .get(0))
                .toList();
    }
}
