package io.surety.evaluation.internal;

import static io.surety.evaluation.clock.Scene.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.surety.agreement.WorkCalendars;
import io.surety.evaluation.ThresholdReached;
import io.surety.evaluation.clock.Scene;
import io.surety.measurement.Content;
import io.surety.measurement.Delivery;
import io.surety.measurement.Measurement;
import io.surety.measurement.TakeMeasurements;
import io.surety.party.PersonId;
import io.surety.testing.LockWaits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A calendar that counts for more clocks than are judged in one batch, while others are at work on one of them. */
@Timeout(60)
class CalendarOfManyClocksTest extends ClockScenes {

    private static final PersonId NORA = new PersonId("nora");
    private static final PersonId REP = new PersonId("rep-of-many");
    private static final String EVENINGS = "{\"zone\": \"Europe/Berlin\", \"windows\":"
            + " [{\"days\": [\"MO\", \"TU\", \"WE\", \"TH\", \"FR\"], \"from\": \"16:00\", \"to\": \"20:00\"}]}";
    private static final int BATCH = 200;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    /** What is told of the first batch takes the row of an escalation; so does what the scan tells of the last clock. */
    @Test
    void aCalendarAndTheScanOfOneOfItsClocksDoNotWaitForEachOther_3_4() throws Exception {
        world.activate(Scene.text("agreement-" + source, "SLA", "customer", 0, "northwind-it", firstTouch())
                .replace("tickets", source));
        assignedAt("2026-03-02 08:30", IntStream.of(BATCH));
        assignedAt("2026-03-02 09:00", IntStream.range(0, BATCH));
        moveTo("2026-03-02 09:31");
        CountDownLatch scanned = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        world.heard().forget();
        world.heard().listener = reached -> {
            scanned.countDown();
            await(goOn);
            lockTheEscalation();
        };
        world.heard().changed = changes -> lockTheEscalation();

        Future<Integer> scan = threads.submit(world::scan);
        await(scanned);
        Future<?> calendar = threads.submit(() ->
                world.bean(WorkCalendars.class).enterOwn(REP, Optional.of(at("2026-03-02 08:00")), EVENINGS, NORA));
        new LockWaits(world.bean(JdbcClient.class)).await(1, calendar);
        goOn.countDown();

        assertThatCode(calendar::get).doesNotThrowAnyException();
        assertThat(scan.get()).isEqualTo(1);
        assertThat(reached()).extracting(ThresholdReached::at).containsExactly(at("2026-03-02 09:30"));
        assertThat(count("select count(*) from evaluation.clocks where source = :source"
                        + " and deadline_at = timestamptz '2026-03-02 18:00 Europe/Berlin'"))
                .isEqualTo(BATCH + 1);
    }

    private static String firstTouch() {
        return "{id: first-touch, service: service-desk, obligated: provider, escalation: ladder,"
                + " measure: {kind: duration, of: lead, source: tickets, start: {event: assigned},"
                + " stop: {event: touched, by: human}, reopen: {as: ignore}},"
                + " targets: [{id: all, calendar: assignee, within: PT2H}]}";
    }

    private void assignedAt(String local, IntStream numbers) {
        moveTo(local);
        Instant now = at(local);
        List<Measurement> events = numbers.boxed()
                .flatMap(i -> Stream.of(
                        event(i, now, "created", Map.of("service", "service-desk", "customer", "acme")),
                        event(i, now, "assigned", Map.of("assignee", REP.value()))))
                .toList();
        world.bean(TakeMeasurements.class).take(new Delivery(source, events, false, NORA));
    }

    private static Measurement event(int number, Instant at, String type, Map<String, String> attributes) {
        String key = "LEAD%04d".formatted(number);
        return Measurement.of(key + "-" + type, new Content.WorkItem(key, at, List.of(), type, "human", attributes));
    }

    private static void lockTheEscalation() {
        world.bean(JdbcClient.class)
                .sql("select pg_advisory_xact_lock(hashtextextended('an escalation', 0))")
                .query(row -> {});
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
