package io.surety.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.party.PersonId;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.testing.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TakeMeasurementsTest {

    private static final ItemRef ITEM = new ItemRef("tickets", "INC1");
    private static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");
    private static final Interval DAY =
            new Interval(Instant.parse("2026-03-02T00:00:00Z"), Instant.parse("2026-03-03T00:00:00Z"));

    private final MeasurementRooms rooms = MeasurementRooms.on(TestDatabase.fresh());

    private static Content.WorkItem event(String type, Instant at, Map<String, String> attributes) {
        return new Content.WorkItem("INC1", at, List.of(), type, "", attributes);
    }

    private static Content.WorkItem state(String state, int minute) {
        return event("changed", AT.plusSeconds(60L * minute), Map.of("state", state));
    }

    private static Content.Outage outage(int fromMinute, @Nullable Integer toMinute) {
        return new Content.Outage(
                "portal",
                AT.plusSeconds(60L * fromMinute),
                toMinute == null ? null : AT.plusSeconds(60L * toMinute),
                "fault",
                null,
                "");
    }

    private List<String> states() {
        return rooms.measurements.history(ITEM).events().stream()
                .map(e -> e.type() + " " + e.attributes().getOrDefault("state", ""))
                .toList();
    }

    @Test
    void takesAnEventOnceAndPublishesItOnce() {
        Measurement created = Measurement.of("1", event("created", AT, Map.of("state", "New")));

        assertThat(rooms.take(created)).containsExactly(Outcome.TAKEN);
        assertThat(rooms.take(created)).containsExactly(Outcome.REPEATED);

        assertThat(states()).containsExactly("created New");
        assertThat(rooms.published.stream().filter(WorkItemsChanged.class::isInstance))
                .containsExactly(new WorkItemsChanged("tickets", Set.of(ITEM), false));
    }

    @Test
    void takesAnEventOnceThatIsTwiceInOneDelivery() {
        Measurement created = Measurement.of("1", event("created", AT, Map.of()));

        assertThat(rooms.take(created, created)).containsExactly(Outcome.TAKEN, Outcome.REPEATED);
        assertThat(states()).hasSize(1);
    }

    @Test
    void countsTheHighestRevisionWhateverComesFirst() {
        assertThat(rooms.take(new Measurement("1", 1, 0, state("Resolved", 5)))).containsExactly(Outcome.TAKEN);
        assertThat(rooms.take(new Measurement("1", 0, 0, state("Active", 5)))).containsExactly(Outcome.TAKEN);
        assertThat(states()).containsExactly("changed Resolved");

        assertThat(rooms.take(new Measurement("1", 2, 0, state("Closed", 5)))).containsExactly(Outcome.CORRECTED);
        assertThat(states()).containsExactly("changed Closed");
    }

    @Test
    void countsNeitherOfTwoContentsOfOneRevisionUntilAHigherOneComes() {
        rooms.take(Measurement.of("1", state("Active", 5)));

        assertThat(rooms.take(Measurement.of("1", state("Resolved", 5)))).containsExactly(Outcome.CONFLICTING);
        ItemHistory history = rooms.measurements.history(ITEM);
        assertThat(history.events()).isEmpty();
        assertThat(history.conflicts())
                .singleElement()
                .satisfies(d -> assertThat(d.code()).isEqualTo("conflicting-revision"))
                .satisfies(d -> assertThat(d.path()).isEqualTo("/measurements/tickets/1"));
        assertThat(rooms.measurements.items("tickets", "", 10)).containsExactly(ITEM);

        rooms.take(new Measurement("1", 1, 0, state("Resolved", 5)));
        assertThat(states()).containsExactly("changed Resolved");
        assertThat(rooms.measurements.history(ITEM).conflicts()).isEmpty();
    }

    @Test
    void withdrawsByAVoidRevisionAlsoBeforeWhatItWithdrawsHasCome() {
        rooms.take(new Measurement("1", 1, 0, new Content.Withdrawn(Kind.WORK_ITEM)));
        rooms.take(Measurement.of("1", state("Active", 5)));
        assertThat(rooms.measurements.items("tickets", "", 10)).isEmpty();

        rooms.take(Measurement.of("2", state("Active", 5)));
        rooms.published.clear();
        assertThat(rooms.take(new Measurement("2", 3, 0, new Content.Withdrawn(Kind.WORK_ITEM))))
                .containsExactly(Outcome.CORRECTED);
        assertThat(rooms.measurements.items("tickets", "", 10)).isEmpty();
        assertThat(rooms.published).contains(new WorkItemsChanged("tickets", Set.of(ITEM), false));
    }

    @Test
    void tellsOfBothItemsWhenACorrectionMovesAnEvent() {
        rooms.take(Measurement.of("1", state("Active", 5)));
        rooms.published.clear();

        var other = new Content.WorkItem("INC2", AT, List.of(), "changed", "", Map.of("state", "Active"));
        rooms.take(new Measurement("1", 1, 0, other));

        assertThat(rooms.published)
                .contains(new WorkItemsChanged("tickets", Set.of(ITEM, new ItemRef("tickets", "INC2")), false));
        assertThat(rooms.measurements.history(ITEM).events()).isEmpty();
    }

    @Test
    void cutsInstantsToMilliseconds() {
        Instant fine = Instant.parse("2026-03-02T08:00:00.123999999Z");
        rooms.take(Measurement.of("1", event("created", fine, Map.of())));

        assertThat(rooms.measurements.history(ITEM).events().get(0).at())
                .isEqualTo(Instant.parse("2026-03-02T08:00:00.123Z"));
        assertThat(rooms.take(
                        Measurement.of("1", event("created", Instant.parse("2026-03-02T08:00:00.123Z"), Map.of()))))
                .as("what differs below a millisecond is the same content")
                .containsExactly(Outcome.REPEATED);
    }

    @Test
    void keepsTheInstantOfWhatHappenedBeforeTheCreation() {
        rooms.take(
                Measurement.of("3", state("Active", -60)),
                Measurement.of("4", state("New", -90)),
                Measurement.of("1", event("created", AT, Map.of("type", "incident"))),
                Measurement.of("2", state("Resolved", 30)));

        assertThat(states()).containsExactly("changed New", "changed Active", "created ", "changed Resolved");
        assertThat(rooms.measurements.history(ITEM).events())
                .extracting(ItemEvent::at)
                .containsExactly(AT.minusSeconds(5400), AT.minusSeconds(3600), AT, AT.plusSeconds(1800));
    }

    @Test
    void tellsWhatChangesFromTheCreationOn() {
        rooms.take(
                Measurement.of("early", state("New", -90)),
                Measurement.of("1", event("created", AT, Map.of("state", "New"))),
                Measurement.of("late", state("Active", 30)));

        assertThat(rooms.measurements.history(ITEM).events())
                .as("the early event says what the creation had said")
                .extracting(ItemEvent::id)
                .containsExactly("1", "late");
    }

    @Test
    void makesNoEventOfAStateThatRepeatsButOneOfAPriorityThatChanges() {
        rooms.take(
                Measurement.of("1", event("created", AT, Map.of("state", "New", "priority", "3"))),
                Measurement.of("2", event("changed", AT.plusSeconds(1), Map.of("state", "New", "priority", "3"))),
                Measurement.of("3", event("changed", AT.plusSeconds(2), Map.of("state", "New", "priority", "2"))),
                Measurement.of("4", event("touched", AT.plusSeconds(3), Map.of("state", "New"))));

        assertThat(rooms.measurements.history(ITEM).events())
                .extracting(ItemEvent::id)
                .containsExactly("1", "3", "4");
    }

    @Test
    void ordersEventsOfOneInstantByWhatTheSourceSaysThenByLine() {
        rooms.take(
                new Measurement("a", 0, 9, new Content.WorkItem("INC1", AT, List.of(10L), "x", "", Map.of())),
                new Measurement("b", 0, 8, new Content.WorkItem("INC1", AT, List.of(9L), "x", "", Map.of())),
                new Measurement("c", 0, 7, new Content.WorkItem("INC1", AT, List.of(10L), "x", "", Map.of())));

        assertThat(rooms.measurements.history(ITEM).events())
                .extracting(ItemEvent::id)
                .containsExactly("b", "c", "a");
    }

    /** Domain 5.2: the result depends on the set of inputs, not on order, duplication or chunks. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void comesToTheSameWhateverTheOrder(long seed) {
        List<Measurement> inputs = manyRevisions(new Random(42));
        for (Measurement input : inputs) {
            rooms.take(input);
        }
        var shuffled = new ArrayList<>(inputs);
        var random = new Random(seed);
        shuffled.addAll(inputs.subList(0, random.nextInt(inputs.size())));
        Collections.shuffle(shuffled, random);
        var other = MeasurementRooms.on(TestDatabase.fresh());
        for (int i = 0; i < shuffled.size(); ) {
            int end = Math.min(shuffled.size(), i + 1 + random.nextInt(9));
            other.take(shuffled.subList(i, end).toArray(Measurement[]::new));
            i = end;
        }

        assertThat(all(other)).isEqualTo(all(rooms));
        assertThat(all(rooms).toString()).contains("changed", "conflicting-revision", "Outage");
    }

    private static List<Object> all(MeasurementRooms rooms) {
        var all = new ArrayList<>();
        List<ItemRef> items = rooms.measurements.items("tickets", "", 100);
        all.add(items);
        all.addAll(rooms.measurements.histories(items));
        all.addAll(rooms.measurements.outages("tickets", "portal", DAY));
        all.addAll(rooms.measurements.samples("tickets", "portal", DAY));
        all.addAll(rooms.measurements.counters("tickets", "portal", DAY));
        all.addAll(rooms.measurements.maintenance(List.of("tickets"), "portal", DAY));
        all.addAll(rooms.measurements.contradictions("tickets", "portal", DAY));
        all.add(rooms.measurements.watermark("tickets"));
        return all;
    }

    /** A few ids of every kind, each with several revisions, contents of one revision that differ, and withdrawals. */
    private static List<Measurement> manyRevisions(Random random) {
        var inputs = new ArrayList<Measurement>();
        for (int i = 0; i < 120; i++) {
            String id = "m" + random.nextInt(40);
            int minute = random.nextInt(90);
            Content content =
                    switch (random.nextInt(8)) {
                        case 0 -> new Content.Withdrawn(Kind.WORK_ITEM);
                        case 1 -> outage(minute, random.nextBoolean() ? minute + 7 : null);
                        case 2 -> new Content.Sample("portal", AT.plusSeconds(minute), random.nextBoolean());
                        case 3 -> new Content.Counter("portal", AT.plusSeconds(minute), random.nextInt(5), 5);
                        case 4 -> new Content.Watermark(AT.plusSeconds(minute));
                        case 5 ->
                            new Content.Maintenance(
                                    "portal", AT.plusSeconds(minute), AT.plusSeconds(minute + 60), AT, "");
                        default ->
                            new Content.WorkItem(
                                    "INC" + random.nextInt(4),
                                    AT.plusSeconds(minute),
                                    List.of((long) random.nextInt(3)),
                                    random.nextInt(4) == 0 ? "created" : "changed",
                                    "",
                                    Map.of("state", "s" + random.nextInt(3)));
                    };
            inputs.add(new Measurement(id, random.nextInt(3), 0, content));
        }
        return inputs;
    }

    @Test
    void takesEachEventOnceWhenTwoDeliverAtOnce() throws Exception {
        var measurements = new ArrayList<Measurement>();
        for (int i = 0; i < 200; i++) {
            measurements.add(Measurement.of("e" + i, state("s" + i, i)));
        }
        var backwards = new ArrayList<>(measurements);
        Collections.reverse(backwards);
        var threads = Executors.newFixedThreadPool(2);
        try {
            List<Callable<List<Outcome>>> both = List.of(
                    () -> rooms.take(measurements.toArray(Measurement[]::new)),
                    () -> rooms.take(backwards.toArray(Measurement[]::new)));
            var outcomes = new ArrayList<Outcome>();
            for (Future<List<Outcome>> future : threads.invokeAll(both)) {
                outcomes.addAll(future.get());
            }
            assertThat(Collections.frequency(outcomes, Outcome.TAKEN)).isEqualTo(200);
            assertThat(Collections.frequency(outcomes, Outcome.REPEATED)).isEqualTo(200);
        } finally {
            threads.shutdown();
        }
        assertThat(rooms.measurements.history(ITEM).events()).hasSize(200);
        assertThat(rooms.published.stream().filter(WorkItemsChanged.class::isInstance))
                .as("only the delivery that was first changed anything")
                .hasSize(1);
    }

    @Test
    void refusesASourceThatNobodyRegistered() {
        assertThatThrownBy(() -> rooms.take.take(new Delivery("unheard-of", List.of(), false, PersonId.SYSTEM)))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.NOT_FOUND));
    }

    @Test
    void knowsASourceUntilItsWatermarkOrElseUntilWhatItLastSpokeOf() {
        assertThat(rooms.measurements.watermark("tickets")).isEmpty();

        rooms.take(
                Measurement.of("1", state("Active", 5)),
                Measurement.of(
                        "2", new Content.Maintenance("portal", AT.plusSeconds(86400), AT.plusSeconds(90000), AT, "")));
        assertThat(rooms.measurements.watermark("tickets"))
                .as("what is announced has not happened yet")
                .contains(AT.plusSeconds(300));

        rooms.take(Measurement.of("w", new Content.Watermark(AT.plusSeconds(60))));
        assertThat(rooms.measurements.watermark("tickets")).contains(AT.plusSeconds(60));
        assertThat(rooms.published).contains(new WatermarkMoved("tickets", AT.plusSeconds(60)));
    }

    @Test
    void readsOutagesThatTouchASpanAndTellsWhatChanged() {
        rooms.take(
                Measurement.of("before", outage(-700, -600)),
                Measurement.of("open", outage(10, null)),
                Measurement.of("in", outage(20, 30)));

        assertThat(rooms.measurements.outages("tickets", "portal", DAY))
                .extracting(Outage::id)
                .containsExactly("open", "in");
        assertThat(rooms.measurements.outages("tickets", "other", DAY)).isEmpty();
        assertThat(rooms.published)
                .contains(new ServiceRecordsChanged(
                        "tickets", "portal", new Interval(AT.minusSeconds(42000), MeasurementRooms.NOW)));
    }

    @Test
    void readsTheLastSampleBeforeASpanToo() {
        Instant midnight = DAY.from();
        rooms.take(
                Measurement.of("1", new Content.Sample("portal", midnight.minusSeconds(120), true)),
                Measurement.of("2", new Content.Sample("portal", midnight.minusSeconds(60), false)),
                Measurement.of("3", new Content.Sample("portal", midnight, true)),
                Measurement.of("4", new Content.Sample("portal", DAY.to(), true)));

        assertThat(rooms.measurements.samples("tickets", "portal", DAY))
                .extracting(Sample::id)
                .containsExactly("2", "3");
    }

    @Test
    void namesServiceRecordsThatContradictEachOther() {
        rooms.take(Measurement.of("o", outage(10, 20)));
        rooms.take(Measurement.of("o", outage(15, 40)));

        assertThat(rooms.measurements.outages("tickets", "portal", DAY)).isEmpty();
        assertThat(rooms.measurements.contradictions("tickets", "portal", DAY))
                .singleElement()
                .satisfies(
                        c -> assertThat(c.span()).isEqualTo(new Interval(AT.plusSeconds(600), AT.plusSeconds(2400))));
    }
}
