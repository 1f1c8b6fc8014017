package io.surety.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.party.PersonId;
import io.surety.testing.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Deliveries of several threads, in a database: which of them share a transaction, and what becomes of each. */
@Timeout(60)
class ShareTransactionsTest {

    private static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");

    private final DataSource database = TestDatabase.fresh();
    private final MeasurementRooms rooms = MeasurementRooms.on(database);

    private static Measurement event(String id, String item) {
        return Measurement.of(id, new Content.WorkItem(item, AT, List.of(), "touched", "", Map.of()));
    }

    private static ItemRef item(String key) {
        return new ItemRef("tickets", key);
    }

    private static final class Client {
        private final FutureTask<List<Outcome>> answer;
        private final Thread thread;

        Client(FutureTask<List<Outcome>> answer) {
            this.answer = answer;
            this.thread = new Thread(answer);
            thread.start();
        }

        /** Until somebody else stores something. */
        Client awaitWaiting() {
            Awaitility.await("it waits").until(() -> thread.getState() == Thread.State.WAITING);
            return this;
        }
    }

    private Client client(String id, String item) {
        return new Client(new FutureTask<>(() -> rooms.take(event(id, item))));
    }

    /** While the source is locked the first one waits in the database, and those after it for the first one. */
    private void awaitOneThatIsLocked() {
        Awaitility.await("one that waits for the source").until(() -> rooms.jdbc
                .sql("select exists (select 1 from pg_locks where not granted)")
                .query(Boolean.class)
                .single());
    }

    private List<WorkItemsChanged> told() {
        return rooms.published.stream()
                .filter(WorkItemsChanged.class::isInstance)
                .map(WorkItemsChanged.class::cast)
                .toList();
    }

    @Test
    void whatWaitsForTheSameSourceIsStoredInOneTransactionAndToldOfOnce() throws Exception {
        var clients = new ArrayList<Client>();
        new TransactionTemplate(new DataSourceTransactionManager(database)).executeWithoutResult(status -> {
            rooms.jdbc
                    .sql("select 1 from measurement.sources where id = 'tickets' for update")
                    .query(rs -> {});
            clients.add(client("1", "INC1"));
            awaitOneThatIsLocked();
            clients.add(client("2", "INC2").awaitWaiting());
            clients.add(client("3", "INC3").awaitWaiting());
            clients.add(client("3", "INC3").awaitWaiting());
            assertThat(clients).noneMatch(client -> client.answer.isDone());
        });

        var outcomes = new ArrayList<Outcome>();
        for (Client client : clients) {
            outcomes.addAll(client.answer.get());
        }
        assertThat(outcomes).containsExactly(Outcome.TAKEN, Outcome.TAKEN, Outcome.TAKEN, Outcome.REPEATED);
        assertThat(told())
                .extracting(WorkItemsChanged::items)
                .containsExactly(Set.of(item("INC1")), Set.of(item("INC2"), item("INC3")));
        assertThat(transactions("1", "2")).isEqualTo(2);
        assertThat(transactions("2", "3")).isEqualTo(1);
    }

    private int transactions(String... ids) {
        return rooms.jdbc
                .sql("select count(distinct xmin::text) from measurement.records where id = any(:ids)")
                .param("ids", ids)
                .query(Integer.class)
                .single();
    }

    @Test
    void whatTellsPeopleOrComesFromSomebodyElseIsStoredByItself() throws Exception {
        var clients = new ArrayList<Client>();
        new TransactionTemplate(new DataSourceTransactionManager(database)).executeWithoutResult(status -> {
            rooms.jdbc
                    .sql("select 1 from measurement.sources where id = 'tickets' for update")
                    .query(rs -> {});
            clients.add(client("1", "INC1"));
            awaitOneThatIsLocked();
            clients.add(new Client(new FutureTask<>(() ->
                    rooms.take.take(new Delivery("tickets", List.of(event("2", "INC2")), true, PersonId.SYSTEM)))));
            clients.add(new Client(new FutureTask<>(() -> rooms.take.take(
                    new Delivery("tickets", List.of(event("3", "INC3")), false, new PersonId("nora"))))));
        });
        for (Client client : clients) {
            assertThat(client.answer.get()).containsExactly(Outcome.TAKEN);
        }

        assertThat(told())
                .containsExactlyInAnyOrder(
                        new WorkItemsChanged("tickets", Set.of(item("INC1")), false),
                        new WorkItemsChanged("tickets", Set.of(item("INC2")), true),
                        new WorkItemsChanged("tickets", Set.of(item("INC3")), false));
        assertThat(rooms.jdbc
                        .sql("select id from measurement.records where recorded_by = 'nora'")
                        .query(String.class)
                        .list())
                .containsExactly("3");
    }

    @Test
    void whatOneOfThemBringsDoesNotHinderTheOthers() throws Exception {
        var shared = new ShareTransactions();
        var free = new CountDownLatch(1);
        var stored = Collections.synchronizedList(new ArrayList<String>());
        Function<Delivery, List<Outcome>> store = delivery -> {
            List<String> ids =
                    delivery.measurements().stream().map(Measurement::id).toList();
            if (ids.contains("first")) {
                awaitUninterrupted(free);
            }
            if (ids.contains("bad")) {
                throw new IllegalStateException("bad");
            }
            stored.addAll(ids);
            return Collections.nCopies(ids.size(), Outcome.TAKEN);
        };
        var clients = new ArrayList<Client>();
        for (String id : List.of("first", "good", "bad", "better")) {
            var delivery = new Delivery("tickets", List.of(event(id, "INC1")), false, PersonId.SYSTEM);
            clients.add(new Client(new FutureTask<>(() -> shared.store(delivery, store))).awaitWaiting());
        }
        free.countDown();

        assertThat(clients.get(1).answer.get()).containsExactly(Outcome.TAKEN);
        assertThat(clients.get(3).answer.get()).containsExactly(Outcome.TAKEN);
        assertThatThrownBy(() -> clients.get(2).answer.get())
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("bad");
        assertThat(stored).containsExactly("first", "good", "better");
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Within a transaction of somebody it belongs to that, and is undone with it. */
    @Test
    void aDeliveryWithinATransactionIsStoredInIt() {
        new TransactionTemplate(new DataSourceTransactionManager(database)).executeWithoutResult(status -> {
            assertThat(rooms.take(event("1", "INC1"))).containsExactly(Outcome.TAKEN);
            status.setRollbackOnly();
        });

        assertThat(rooms.take(event("1", "INC1"))).containsExactly(Outcome.TAKEN);
    }

    @Test
    void clientsOfTwoNodesTakeEachEventOnce() throws Exception {
        MeasurementRooms other = MeasurementRooms.on(database);
        List<Client> clients = IntStream.range(0, 8)
                .mapToObj(n -> new Client(new FutureTask<>(() -> deliver(n % 2 == 0 ? rooms : other, n))))
                .toList();
        var outcomes = new ArrayList<Outcome>();
        for (Client client : clients) {
            outcomes.addAll(client.answer.get());
        }

        assertThat(Collections.frequency(outcomes, Outcome.TAKEN)).isEqualTo(100);
        assertThat(Collections.frequency(outcomes, Outcome.REPEATED)).isEqualTo(700);
        assertThat(rooms.measurements.history(item("INC1")).events()).hasSize(100);
    }

    /** All of them, beginning with another one each time. */
    private static List<Outcome> deliver(MeasurementRooms node, int first) {
        return IntStream.range(0, 100)
                .mapToObj(i -> event("e" + (i + 13 * first) % 100, "INC1"))
                .flatMap(event -> node.take(event).stream())
                .toList();
    }
}
