package io.surety.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.party.PersonId;
import io.surety.shared.Refusal;
import io.surety.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.transaction.CannotCreateTransactionException;

/** What becomes of deliveries that share a transaction which fails, or of which one is interrupted. */
@Timeout(60)
class TransactionsThatFailTest {

    private static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");

    private final ShareTransactions shared = new ShareTransactions();
    private final CountDownLatch free = new CountDownLatch(1);
    private final List<List<String>> stored = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> threads = new ArrayList<>();
    private final List<FutureTask<Boolean>> answers = new ArrayList<>();

    private static Delivery delivery(String source, String id) {
        var event = new Content.WorkItem("INC1", AT, List.of(), "touched", "", Map.of());
        return new Delivery(source, List.of(Measurement.of(id, event)), false, PersonId.SYSTEM);
    }

    private static List<Outcome> taken(List<String> ids) {
        return Collections.nCopies(ids.size(), Outcome.TAKEN);
    }

    /** The first one is stored until the others have come, and they are stored by {@code store}. */
    private void deliver(Function<List<String>, List<Outcome>> store, String... others) {
        start("first", store);
        for (String id : others) {
            start(id, store);
        }
    }

    private void start(String id, Function<List<String>, List<Outcome>> store) {
        Function<Delivery, List<Outcome>> all = delivery -> {
            List<String> ids =
                    delivery.measurements().stream().map(Measurement::id).toList();
            stored.add(ids);
            if (ids.equals(List.of("first"))) {
                awaitFree();
                return taken(ids);
            }
            return store.apply(ids);
        };
        var answer = new FutureTask<>(() -> {
            assertThat(shared.store(delivery("tickets", id), all)).containsExactly(Outcome.TAKEN);
            return Thread.interrupted();
        });
        var thread = new Thread(answer);
        thread.start();
        Awaitility.await(id + " waits").until(() -> thread.getState() == Thread.State.WAITING);
        answers.add(answer);
        threads.add(thread);
    }

    private void awaitFree() {
        try {
            free.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Boolean answer(int client) throws Exception {
        return answers.get(client).get(20, TimeUnit.SECONDS);
    }

    private void assertFailed(int client, Class<? extends Throwable> reason) {
        assertThatThrownBy(() -> answer(client))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(reason);
    }

    /** To wait for a connection takes half a minute, for each of them one after the other. */
    @Test
    void whatFailsForWantOfADatabaseIsNotTriedForEach() throws Exception {
        deliver(
                ids -> {
                    throw new CannotCreateTransactionException("no connection");
                },
                "a",
                "b",
                "c");
        free.countDown();

        assertThat(answer(0)).isFalse();
        for (int client = 1; client <= 3; client++) {
            assertFailed(client, CannotCreateTransactionException.class);
        }
        assertThat(stored).containsExactly(List.of("first"), List.of("a", "b", "c"));
    }

    @Test
    void aDatabaseThatGoesAwayWhileEachIsStoredFailsThoseThatAreLeft() throws Exception {
        deliver(
                ids -> {
                    if (ids.size() > 1) {
                        throw new IllegalStateException("one of them");
                    }
                    if (ids.equals(List.of("a"))) {
                        return taken(ids);
                    }
                    throw new CannotCreateTransactionException("no connection");
                },
                "a",
                "b",
                "c");
        free.countDown();

        assertThat(answer(1)).isFalse();
        assertFailed(2, CannotCreateTransactionException.class);
        assertFailed(3, CannotCreateTransactionException.class);
        assertThat(stored).containsExactly(List.of("first"), List.of("a", "b", "c"), List.of("a"), List.of("b"));
    }

    @Test
    void anErrorFailsAllAtOnce() {
        deliver(
                ids -> {
                    throw new StackOverflowError();
                },
                "a",
                "b");
        free.countDown();

        assertFailed(1, StackOverflowError.class);
        assertFailed(2, StackOverflowError.class);
        assertThat(stored).hasSize(2);
    }

    @Test
    void theInterruptOfTheThreadThatStoresFailsAllAtOnce() {
        deliver(
                ids -> {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted");
                },
                "a",
                "b");
        free.countDown();

        assertFailed(1, IllegalStateException.class);
        assertFailed(2, IllegalStateException.class);
        assertThat(stored).hasSize(2);
    }

    @Test
    void nobodyWaitsOnWhereTellingFailsHalfway() throws Exception {
        deliver(ids -> taken(List.of("a")), "a", "b", "c");
        free.countDown();

        assertThat(answer(1)).isFalse();
        assertFailed(2, IndexOutOfBoundsException.class);
        assertFailed(3, IndexOutOfBoundsException.class);
    }

    @Test
    void whoeverIsInterruptedWhileItWaitsSleepsOnAndIsAnswered() throws Exception {
        deliver(TransactionsThatFailTest::taken, "a", "b");
        Thread waits = threads.get(1);
        waits.interrupt();
        Awaitility.await("it sleeps again")
                .until(() -> !waits.isInterrupted() && waits.getState() == Thread.State.WAITING);
        free.countDown();

        assertThat(answer(1)).as("it is told of it at the end").isTrue();
        assertThat(answer(2)).isFalse();
        assertThat(stored).containsExactly(List.of("first"), List.of("a", "b"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingIsKeptOfASourceForWhichNothingWaits(boolean known) {
        for (int i = 0; i < 10; i++) {
            Delivery delivery = delivery("source-" + i, "a");
            try {
                shared.store(delivery, d -> {
                    if (!known) {
                        throw Refusal.notFound(d.source());
                    }
                    return List.of(Outcome.TAKEN);
                });
            } catch (Refusal e) {
                assertThat(known).isFalse();
            }
        }
        assertThat(ReflectionTestUtils.getField(shared, "lines"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .isEmpty();
    }

    /** Such as the process engine, of which only the innermost cause says what it was. */
    @Test
    void aDeliveryOfWhichWhoHearsOfItMeetsADeadlockIsStoredAnew() {
        var rooms = MeasurementRooms.on(TestDatabase.fresh());
        var tries = new AtomicInteger();
        rooms.heardBy(event -> {
            if (event instanceof WorkItemsChanged && tries.incrementAndGet() < 3) {
                throw new IllegalStateException(new RuntimeException(new SQLException("deadlock detected", "40P01")));
            }
        });

        assertThat(rooms.take.take(delivery("tickets", "1"))).containsExactly(Outcome.TAKEN);
        assertThat(tries).hasValue(3);
        assertThat(rooms.measurements.history(new ItemRef("tickets", "INC1")).events())
                .hasSize(1);
    }

    @Test
    void anotherFailureOfWhoHearsOfItIsNotTriedAgain() {
        var rooms = MeasurementRooms.on(TestDatabase.fresh());
        var tries = new AtomicInteger();
        rooms.heardBy(event -> {
            tries.incrementAndGet();
            throw new IllegalStateException("broken");
        });

        assertThatThrownBy(() -> rooms.take.take(delivery("tickets", "1"))).hasMessage("broken");
        assertThat(tries).hasValue(1);
    }
}
