package io.surety.measurement.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.measurement.Content;
import io.surety.measurement.Measurement;
import io.surety.measurement.MeasurementRooms;
import io.surety.measurement.Outcome;
import io.surety.testing.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Deliveries of several threads, in a database: which of them share a commit, and that none waits in vain. */
@Timeout(60)
class ShareCommitsTest {

    private static final Instant AT = Instant.parse("2026-03-01T08:00:00Z");
    private static final long WRITE = TimeUnit.MICROSECONDS.toNanos(300);

    private final DataSource database = TestDatabase.fresh();
    private final MeasurementRooms rooms = MeasurementRooms.on(database);
    /** It stands still: a delivery that waits would wait for ever. */
    private final AtomicLong nanos = new AtomicLong();

    private final AwaitOthers others = new AwaitOthers(nanos::get);
    private final TakeReadings take = rooms.readings.takeThatWaits(others);

    private List<Outcome> deliver(String id) {
        var counter = new Measurement(id, 0, 0, new Content.Counter("portal", AT, 9, 10));
        return take.take("tickets", List.of(counter));
    }

    private static final class Client {
        private final FutureTask<List<Outcome>> answer;
        private final Thread thread;

        Client(FutureTask<List<Outcome>> answer) {
            this.answer = answer;
            this.thread = new Thread(answer);
            thread.start();
        }

        void awaitWaiting() {
            while (thread.getState() != Thread.State.TIMED_WAITING) {
                assertThat(answer.isDone()).as("it waits for another one").isFalse();
                Thread.onSpinWait();
            }
        }
    }

    private Client client(String id) {
        return new Client(new FutureTask<>(() -> deliver(id)));
    }

    /** As if two had come together many times. */
    private void learnOfTwo() {
        deliver("first");
        for (int i = 0; i < 100; i++) {
            others.begins(2, 0);
            others.ended(2, WRITE);
        }
    }

    private int stored() {
        return rooms.jdbc
                .sql("select count(*) from measurement.identities")
                .query(Integer.class)
                .single();
    }

    private int commits(String... ids) {
        return rooms.jdbc
                .sql("select count(distinct xmin::text) from measurement.identities where id = any(:ids)")
                .param("ids", ids)
                .query(Integer.class)
                .single();
    }

    @Test
    void aDeliveryThatComesAloneWaitsForNobody() {
        for (int i = 0; i < 20; i++) {
            assertThat(deliver("alone" + i)).containsExactly(Outcome.TAKEN);
        }
        assertThat(stored()).isEqualTo(20);
    }

    @Test
    void twoThatCameTogetherLatelyShareACommitAndNeitherIsAnsweredBefore() throws Exception {
        learnOfTwo();
        Client one = client("one");
        one.awaitWaiting();
        assertThat(stored()).as("the first one alone").isEqualTo(1);

        Client other = client("other");

        assertThat(one.answer.get()).containsExactly(Outcome.TAKEN);
        assertThat(other.answer.get()).containsExactly(Outcome.TAKEN);
        assertThat(stored()).isEqualTo(3);
        assertThat(commits("one", "other")).isEqualTo(1);
    }

    @Test
    void anotherOneThatStaysAwayDelaysByNoMoreThanTheBoundAndIsExpectedNoMore() throws Exception {
        learnOfTwo();
        Client left = client("left");
        left.awaitWaiting();
        nanos.addAndGet(WRITE);

        assertThat(left.answer.get()).containsExactly(Outcome.TAKEN);
        for (int i = 0; i < 20; i++) {
            assertThat(deliver("alone" + i)).containsExactly(Outcome.TAKEN);
        }
        assertThat(commits("left", "alone0", "alone1")).isEqualTo(3);
    }

    @Test
    void theSameReadingOfTwoDeliveriesOfOneCommitIsTakenOnce() throws Exception {
        learnOfTwo();
        Client one = client("same");
        one.awaitWaiting();
        Client other = client("same");

        assertThat(List.of(one.answer.get().get(0), other.answer.get().get(0)))
                .containsExactlyInAnyOrder(Outcome.TAKEN, Outcome.REPEATED);
        assertThat(stored()).isEqualTo(2);
    }

    /** As if its server gave it up: what it brought is being stored, and it sleeps until it is. */
    @Test
    void whoeverIsInterruptedWhileItWaitsSleepsOnAndIsAnswered() throws Exception {
        deliver("first");
        var clients = new ArrayList<Client>();
        var interrupted = new FutureTask<>(() -> {
            assertThat(deliver("interrupted")).containsExactly(Outcome.TAKEN);
            return Thread.interrupted();
        });
        new TransactionTemplate(new DataSourceTransactionManager(database)).executeWithoutResult(status -> {
            rooms.jdbc
                    .sql("lock table measurement.identities in exclusive mode")
                    .update();
            for (int i = 0; i < 2; i++) {
                clients.add(client("locked" + i));
                awaitLocked(i + 1);
            }
            var thread = new Thread(interrupted);
            thread.start();
            Awaitility.await("it waits").until(() -> thread.getState() == Thread.State.WAITING);
            thread.interrupt();
            Awaitility.await("it sleeps again")
                    .until(() -> !thread.isInterrupted() && thread.getState() == Thread.State.WAITING);
        });

        assertThat(interrupted.get()).as("it is told of it at the end").isTrue();
        for (Client client : clients) {
            assertThat(client.answer.get()).containsExactly(Outcome.TAKEN);
        }
    }

    private void awaitLocked(int writers) {
        Awaitility.await("writers that wait for the table").until(() -> rooms.jdbc
                .sql("select count(*) = :writers from pg_locks where not granted")
                .param("writers", writers)
                .query(Boolean.class)
                .single());
    }
}
