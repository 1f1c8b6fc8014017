package io.surety.measurement.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.measurement.Grain;
import io.surety.measurement.Pull;
import io.surety.measurement.TakeMeasurements;
import io.surety.measurement.Totals;
import io.surety.measurement.prometheus.FakeMonitoring.Reply;
import io.surety.shared.Interval;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ApplicationEventPublisher;

/** Nodes that stop, are interrupted, crash, or pull beside each other: nothing is lost, and nothing is asked for twice. */
@Timeout(60)
class PullsOfNodesTest extends TwoPullsScene {

    /** The virtual machine stops where this is thrown. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void aNodeThatStopsEndsTheFetchUnderWayAndGivesTheOthersBack() throws Exception {
        var stop = new AtomicBoolean();
        try (var monitoring = FakeMonitoring.that(question -> {
            stop.set(question.query().startsWith("good"));
            return whole(question);
        })) {
            pulls.fetch(CHECKOUT, "sla@1/checkout", YEAR);
            pulls.fetch(PORTAL, "sla@1/portal", YEAR);
            at(Duration.ofMinutes(3));
            fetch(monitoring).run(stop::get);
            assertThat(totals(CHECKOUT).good() + totals(PORTAL).good()).isEqualTo(8);

            fetch(monitoring).run();
            assertThat(totals(CHECKOUT).good()).isEqualTo(8);
            assertThat(totals(PORTAL).good()).isEqualTo(8);
        }
    }

    @Test
    void aNodeThatStopsAsksForNothingMoreAndLeavesWhatWasWrongWithThePullsAsItWasKnown() throws Exception {
        var stop = new AtomicBoolean();
        try (var monitoring = FakeMonitoring.that(question -> Reply.of("{\"status\":\"success\"}"))) {
            pulls.fetch(CHECKOUT, "sla@1/checkout", YEAR);
            pulls.fetch(PORTAL, "sla@1/portal", YEAR);
            at(Duration.ofMinutes(3));
            fetch(monitoring).run();
            assertThat(monitoring.asked()).hasSize(2);
            List<Optional<String>> wrong = failures();
            assertThat(wrong).doesNotContain(Optional.empty());

            monitoring.now(question -> {
                stop.set(true);
                return whole(question);
            });
            at(Duration.ofMinutes(4));
            fetch(monitoring).run(stop::get);
            assertThat(monitoring.asked())
                    .as("neither the other query nor the other pull")
                    .hasSize(3);
            fetch(monitoring).run(stop::get);
            assertThat(monitoring.asked()).hasSize(3);
            assertThat(failures()).isEqualTo(wrong);

            fetch(monitoring).run();
            assertThat(totals(CHECKOUT).good()).isEqualTo(12);
            assertThat(totals(PORTAL).good()).isEqualTo(12);
            assertThat(failures()).containsOnly(Optional.empty());
        }
    }

    @Test
    void aNodeThatIsInterruptedWhileItWaitsForAnAnswerGivesAllBack() throws Exception {
        Thread node = Thread.currentThread();
        try (var monitoring = FakeMonitoring.that(question -> {
            node.interrupt();
            new CountDownLatch(1).await();
            return whole(question);
        })) {
            pulls.fetch(CHECKOUT, "sla@1/checkout", YEAR);
            pulls.fetch(PORTAL, "sla@1/portal", YEAR);
            at(Duration.ofMinutes(3));
            assertThatThrownBy(() -> fetch(monitoring).run()).isInstanceOf(InterruptedException.class);
            assertThat(failures()).as("it says nothing of the server").containsOnly(Optional.empty());

            monitoring.now(TwoPullsScene::whole);
            fetch(monitoring).run();
            assertThat(totals(CHECKOUT).good()).isEqualTo(8);
            assertThat(totals(PORTAL).good()).isEqualTo(8);
        }
    }

    /** With the last step nothing comes any more that would tell of it instead. */
    @Test
    void aLastStepThatWasNotToldOfBeforeACrashIsToldOfAfterIt() throws Exception {
        try (var monitoring = FakeMonitoring.that(TwoPullsScene::whole)) {
            ApplicationEventPublisher killed = event -> {
                throw new Killed();
            };
            pulls.fetch(CHECKOUT, "sla@1/checkout", new Interval(START, START.plus(MINUTE.multipliedBy(2))));
            at(Duration.ofMinutes(3));
            assertThatThrownBy(() -> fetch(monitoring.url(), monitoring.url(), rooms.take, killed)
                            .run())
                    .isInstanceOf(Killed.class);
            assertThat(told()).isEmpty();

            at(Duration.ofMinutes(9));
            fetch(monitoring).run();
            assertThat(told()).containsExactly(toMinute(2, CHECKOUT));
            assertThat(totals(CHECKOUT))
                    .extracting(Totals::events, Totals::good)
                    .containsExactly(2L, 8L);

            at(Duration.ofMinutes(20));
            fetch(monitoring).run();
            assertThat(told()).as("once").hasSize(1);
        }
    }

    @Test
    void aStepThatWasStoredBeforeACrashStandsWhateverTheSecondAnswerSays() throws Exception {
        try (var monitoring = FakeMonitoring.that(TwoPullsScene::whole)) {
            TakeMeasurements killedAfterTheCommit = delivery -> {
                rooms.take.take(delivery);
                throw new Killed();
            };
            pulls.fetch(CHECKOUT, "sla@1/checkout", YEAR);
            at(Duration.ofMinutes(3));
            assertThatThrownBy(() -> fetch(monitoring.url(), monitoring.url(), killedAfterTheCommit)
                            .run())
                    .isInstanceOf(Killed.class);
            assertThat(rooms.measurements.watermark("tickets")).contains(START);

            monitoring.now(question -> Reply.of(question.each("7")));
            at(Duration.ofMinutes(20));
            fetch(monitoring).run();

            assertThat(rooms.measurements.watermark("tickets")).contains(START.plus(Duration.ofMinutes(19)));
            assertThat(totals(CHECKOUT).contradicted()).isZero();
            assertThat(rooms.rollups.buckets(CHECKOUT.series(), YEAR, Grain.MINUTE))
                    .extracting(bucket -> bucket.totals().good())
                    .startsWith(4L, 4L, 7L)
                    .hasSize(19);
        }
    }

    @Test
    void twoNodesNeverAskTheSameHoweverLongATurnTakes() throws Exception {
        var nested = new AtomicBoolean();
        try (var monitoring = FakeMonitoring.that(TwoPullsScene::whole)) {
            FetchPulls one = fetch(monitoring);
            FetchPulls other = fetch(monitoring);
            monitoring.now(question -> {
                if (!nested.getAndSet(true)) {
                    rooms.moveTo(rooms.now().plus(Duration.ofSeconds(100)));
                    other.run();
                    nested.set(false);
                }
                return whole(question);
            });
            pulls.fetch(CHECKOUT, "sla@1/checkout", YEAR);
            pulls.fetch(PORTAL, "sla@1/portal", YEAR);
            at(Duration.ofMinutes(3500));
            one.run();

            assertThat(monitoring.asked())
                    .extracting(question -> question.query() + " " + question.from())
                    .hasSizeGreaterThan(2 * 2 * 3)
                    .doesNotHaveDuplicates();
            for (Pull pull : List.of(CHECKOUT, PORTAL)) {
                assertThat(totals(pull).events()).isGreaterThanOrEqualTo(3499);
            }
        }
    }

    /** Such a node says until when it has it, and not whose it is. */
    @Test
    void aTurnThatTookTooLongLeavesThePullToANodeThatKnowsNoNamesOfLeases() {
        pulls.fetch(CHECKOUT, "sla@1/checkout", YEAR);
        at(Duration.ofMinutes(3));
        StoredPulls.Due due =
                pulls.lease(rooms.now(), Duration.ofSeconds(30), 1).get(0);
        assertThat(pulls.renew(due, rooms.now())).isTrue();
        assertThat(pulls.renew(due, rooms.now().plusSeconds(100))).isTrue();

        at(Duration.ofMinutes(12));
        Instant until = rooms.now().plus(Duration.ofMinutes(5));
        rooms.jdbc
                .sql("update measurement.pulls set leased_until = :until where leased_until < :now")
                .param("until", Timestamp.from(until))
                .param("now", Timestamp.from(rooms.now()))
                .update();

        assertThat(pulls.renew(due, rooms.now())).isFalse();
        pulls.release(due, null, rooms.now());
        assertThat(pulls.lease(until, Duration.ofSeconds(30), 1))
                .as("what the other node has stays its own")
                .isEmpty();
        assertThat(pulls.lease(until.plusMillis(1), Duration.ofSeconds(30), 1)).hasSize(1);
    }

    private List<Optional<String>> failures() {
        return List.of(pulls.failure(CHECKOUT.series()), pulls.failure(PORTAL.series()));
    }
}
