package io.surety.evaluation.internal;

import static io.surety.evaluation.clock.Scene.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.evaluation.ClockState;
import io.surety.evaluation.ClockView;
import io.surety.evaluation.clock.Scene;
import io.surety.measurement.Content;
import io.surety.measurement.Delivery;
import io.surety.measurement.ItemRef;
import io.surety.measurement.Measurement;
import io.surety.measurement.Outcome;
import io.surety.measurement.TakeMeasurements;
import io.surety.party.PersonId;
import io.surety.testing.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two nodes over one database; each of their clients delivers all events of the same items, one by one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class DeliveriesAtOnceTest {

    private static final int ITEMS = 12;
    private static final int CLIENTS = 3;

    private final DataSource database = TestDatabase.fresh();
    private EvaluationWorld one;
    private EvaluationWorld other;

    @BeforeAll
    void startTwoNodes() {
        one = new EvaluationWorld(database);
        other = new EvaluationWorld(database);
    }

    @AfterAll
    void stop() {
        one.close();
        other.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void clientsOfTwoNodesComeToTheSameClocksAsOneAfterTheOther_5_2(int seed) throws Exception {
        String calm = sourceWithAnAgreement();
        events().forEach(event -> take(one, calm, event));
        String busy = sourceWithAnAgreement();
        List<Callable<List<Outcome>>> works = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            works.add(client(one, busy, 100 * seed + client));
            works.add(client(other, busy, 100 * seed + CLIENTS + client));
        }
        works.add(() -> {
            IntStream.range(0, 10).forEach(scan -> one.scan());
            return List.of();
        });

        List<Outcome> outcomes = together(works);

        assertThat(Collections.frequency(outcomes, Outcome.TAKEN)).isEqualTo(events().size());
        assertThat(Collections.frequency(outcomes, Outcome.REPEATED)).isEqualTo((2 * CLIENTS - 1) * events().size());
        assertThat(stored(busy)).isEqualTo(events().size());
        assertThat(clocks(busy)).hasSize(ITEMS).isEqualTo(clocks(calm));
        assertThat(clocks(busy).toString())
                .contains(ClockState.MET.name(), ClockState.STOPPED_LATE.name(), ClockState.PAUSED.name());
    }

    private String sourceWithAnAgreement() {
        String source = one.newSource();
        for (EvaluationWorld world : List.of(one, other)) {
            world.time().moveTo(at("2026-03-03 12:00"));
        }
        String term = "{id: resolve, service: service-desk, obligated: provider, escalation: ladder,"
                + " measure: {kind: duration, of: work-item, source: tickets, start: {event: created},"
                + " stop: {enters: {state: [Resolved]}}, pause: [{while: {state: [Awaiting User]}, party: customer}]},"
                + " targets: [{id: all, calendar: day, within: PT8H}]}";
        one.activate(Scene.text("agreement-" + source, "SLA", "customer", 0, "northwind-it", term)
                .replace("tickets", source));
        return source;
    }

    /** Some stop in time, some wait for the user when they would, and some stop late. */
    private static List<Measurement> events() {
        List<Measurement> events = new ArrayList<>();
        Instant start = at("2026-03-02 08:00");
        for (int item = 0; item < ITEMS; item++) {
            events.add(event(
                    item,
                    start,
                    "created",
                    Map.of("service", "service-desk", "customer", "acme", "type", "incident", "state", "New")));
            events.add(event(item, start.plusSeconds(3600), "changed", Map.of("state", "Active")));
            events.add(event(item, start.plusSeconds(7200), "changed", Map.of("state", "Awaiting User")));
            if (item % 3 > 0) {
                events.add(event(item, start.plusSeconds(10_800), "changed", Map.of("state", "Active")));
                Instant end = item % 3 == 1 ? start.plusSeconds(14_400) : at("2026-03-03 11:00");
                events.add(event(item, end, "changed", Map.of("state", "Resolved")));
            }
        }
        return events;
    }

    private static Measurement event(int item, Instant at, String type, Map<String, String> attributes) {
        return Measurement.of(
                "e" + item + "-" + at.getEpochSecond(),
                new Content.WorkItem("INC" + item, at, List.of(), type, "", attributes));
    }

    private static Callable<List<Outcome>> client(EvaluationWorld node, String source, int seed) {
        List<Measurement> shuffled = events();
        Collections.shuffle(shuffled, new Random(seed));
        return () -> shuffled.stream()
                .flatMap(event -> take(node, source, event).stream())
                .toList();
    }

    private static List<Outcome> take(EvaluationWorld node, String source, Measurement event) {
        return node.bean(TakeMeasurements.class).take(new Delivery(source, List.of(event), false, PersonId.SYSTEM));
    }

    private List<String> clocks(String source) {
        return IntStream.range(0, ITEMS)
                .mapToObj(item -> new ItemRef(source, "INC" + item))
                .flatMap(item -> one.clocks().of(item).stream())
                .map(DeliveriesAtOnceTest::text)
                .toList();
    }

    /** What does not depend on when something became known. */
    private static String text(ClockView c) {
        return c.item().key() + " " + c.state() + " " + c.startedAt() + " " + c.stoppedAt() + " " + c.pausedSince()
                + " "
                + c.deadlineAt() + " " + c.breachAt() + " " + c.decision() + " " + c.notCounted() + " "
                + c.elapsedMillis() + " " + c.targetMillis() + " " + c.diagnostics();
    }

    private int stored(String source) {
        return one.bean(JdbcClient.class)
                .sql("select count(*) from measurement.records where source = :source")
                .param("source", source)
                .query(Integer.class)
                .single();
    }

    private static List<Outcome> together(List<Callable<List<Outcome>>> works) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(works.size());
        try {
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<List<Outcome>> work : threads.invokeAll(works)) {
                outcomes.addAll(work.get());
            }
            return outcomes;
        } finally {
            threads.shutdown();
        }
    }
}
