package io.surety.evaluation.clock;

import static io.surety.evaluation.clock.Scene.all;
import static io.surety.evaluation.clock.Scene.at;
import static io.surety.evaluation.clock.Scene.judge;
import static io.surety.evaluation.clock.Scene.resolve;
import static io.surety.evaluation.clock.Scene.sla;
import static io.surety.evaluation.clock.Scene.term;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.Version;
import io.surety.evaluation.ClockState;
import io.surety.evaluation.ledger.LedgerJson;
import io.surety.evaluation.ledger.TimeLabel;
import io.surety.measurement.ItemEvent;
import io.surety.measurement.ItemHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every history (domain 5.1 and 5.2); the histories are made up from a seed that a failure names. */
class ClockPropertiesTest {

    private static final Instant NOW = at("2026-03-20 12:00");
    private static final List<String> STATES =
            List.of("New", "Active", "Awaiting User", "Awaiting Vendor", "Resolved", "Closed");
    private static final String ATTRIBUTE = ", attribute: [{while: {state: [Awaiting Vendor]}, party: cloudco}]";
    private static final Version[] VERSIONS = {
        sla(
                resolve(
                        ATTRIBUTE + ", reopen: {as: continue, within: P2BD}",
                        "{id: urgent, when: {priority: [\"1\"]}, calendar: always, within: PT8H}, "
                                + all("prime", "P2BD")),
                term("respond", "start: {event: created}, stop: {leaves: {state: [New]}}", all("day", "PT1H")),
                term(
                        "stays",
                        "start: {enters: {group: [A]}}, stop: {leaves: {group: [A]}}, stays: sum",
                        all("prime", "PT9H")))
    };

    static Stream<Long> seeds() {
        return IntStream.range(0, 150).mapToObj(i -> 20_260_302L + i);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theOrderRepetitionAndLatenessOfInputsChangeNothing_5_2(long seed) {
        Random random = new Random(seed);
        List<ItemEvent> events = events(random);
        String expected = text(judge(new ItemHistory(Scene.ITEM, events, List.of()), NOW, VERSIONS));

        List<ItemEvent> shuffled = new ArrayList<>(events);
        shuffled.addAll(events.subList(0, random.nextInt(events.size() + 1)));
        shuffled.replaceAll(e -> received(e, e.at().plusSeconds(random.nextInt(1_000_000))));
        Collections.shuffle(shuffled, random);

        assertThat(text(judge(new ItemHistory(Scene.ITEM, shuffled, List.of()), NOW, VERSIONS)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aClockLedgerCoversItsSpanToTheMillisecond_5_1(long seed) {
        for (JudgedClock clock : clocks(seed)) {
            long sum = Arrays.stream(TimeLabel.values())
                    .mapToLong(clock.ledger()::millis)
                    .sum();
            Instant end = clock.stoppedAt().orElse(NOW);

            assertThat(clock.ledger().from()).isEqualTo(clock.startedAt());
            assertThat(clock.ledger().to()).isEqualTo(end);
            assertThat(sum).isEqualTo(end.toEpochMilli() - clock.startedAt().toEpochMilli());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theDecisionFollowsFromTheLedger_5_1(long seed) {
        for (JudgedClock clock : clocks(seed)) {
            long bad = clock.ledger().millis(TimeLabel.BAD);
            boolean late = clock.state() == ClockState.LATE || clock.state() == ClockState.STOPPED_LATE;

            assertThat(late).as(clock.toString()).isEqualTo(bad > 0);
            clock.due().filter(d -> late).ifPresent(due -> {
                assertThat(clock.ledger().millis(TimeLabel.GOOD)).isEqualTo(due.openMillis());
                assertThat(clock.elapsedMillis()).isGreaterThan(due.openMillis());
            });
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsDecidedStaysDecidedAsTimeGoesOn_4(long seed) {
        ItemHistory history = history(seed);
        for (JudgedClock clock : judge(history, NOW, VERSIONS).clocks()) {
            if (clock.decision().isPresent()) {
                assertThat(judge(history, NOW.plusSeconds(10_000_000), VERSIONS).clocks())
                        .filteredOn(c -> c.id().equals(clock.id()))
                        .extracting(JudgedClock::decision)
                        .containsExactly(clock.decision());
            }
        }
    }

    private static List<JudgedClock> clocks(long seed) {
        return judge(history(seed), NOW, VERSIONS).clocks();
    }

    private static ItemHistory history(long seed) {
        return new ItemHistory(Scene.ITEM, events(new Random(seed)), List.of());
    }

    private static List<ItemEvent> events(Random random) {
        List<ItemEvent> events = new ArrayList<>();
        Instant at = at("2026-03-02 00:00").plusSeconds(random.nextInt(400_000));
        Map<String, String> first = new HashMap<>(Map.of(
                "service",
                "service-desk",
                "customer",
                "acme",
                "type",
                "incident",
                "state",
                "New",
                "priority",
                "2",
                "group",
                random.nextBoolean() ? "A" : "B"));
        events.add(event(0, at, "created", first));
        for (int i = 1; i <= random.nextInt(9) + 1; i++) {
            at = at.plusMillis(random.nextInt(60_000_000) - (random.nextInt(8) == 0 ? 90_000_000 : 0));
            Map<String, String> changed = new HashMap<>();
            switch (random.nextInt(4)) {
                case 0 -> changed.put("priority", Integer.toString(1 + random.nextInt(2)));
                case 1 -> changed.put("group", random.nextBoolean() ? "A" : "B");
                default -> changed.put("state", STATES.get(random.nextInt(STATES.size())));
            }
            events.add(event(i, at, "changed", changed));
        }
        return events;
    }

    private static ItemEvent event(int number, Instant at, String type, Map<String, String> attributes) {
        return new ItemEvent(Scene.ITEM, "e" + number, 0, at, at, number, type, "human", attributes);
    }

    private static ItemEvent received(ItemEvent e, Instant receivedAt) {
        return new ItemEvent(
                e.item(), e.id(), e.revision(), e.at(), receivedAt, e.order(), e.type(), e.by(), e.attributes());
    }

    /** Byte for byte: everything that is judged, with the ledgers as they are stored. */
    private static String text(ItemJudgement judgement) {
        StringBuilder text = new StringBuilder(judgement.toString());
        judgement.clocks().forEach(c -> text.append('\n').append(LedgerJson.write(c.ledger())));
        return text.toString();
    }
}
