package io.surety.measurement.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.measurement.Grain;
import io.surety.measurement.LineWatermarkMoved;
import io.surety.measurement.MeasurementRooms;
import io.surety.measurement.Pull;
import io.surety.measurement.QueryPair;
import io.surety.measurement.SeriesRef;
import io.surety.measurement.TakeMeasurements;
import io.surety.measurement.Totals;
import io.surety.measurement.prometheus.FakeMonitoring.Question;
import io.surety.measurement.prometheus.FakeMonitoring.Reply;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.shared.SqlStates;
import io.surety.testing.TestDatabase;
import java.net.URI;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ApplicationEventPublisher;

/** Monitoring systems that answer in part, too slowly, otherwise than before, or by a clock of their own. */
@Timeout(60)
class PullsThatFailTest {

    private static final Instant START = Instant.parse("2026-03-02T06:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Interval YEAR = new Interval(START, START.plus(Duration.ofDays(365)));
    private static final Pull CHECKOUT = pull("checkout");
    private static final Pull PORTAL = pull("portal");

    private final MeasurementRooms rooms = MeasurementRooms.on(TestDatabase.fresh());
    private final StoredPulls pulls = new StoredPulls(rooms.jdbc);

    /** The virtual machine stops where this is thrown. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static Pull pull(String service) {
        return new Pull("tickets", service, service, new QueryPair("good " + service, "total " + service, MINUTE));
    }

    private FetchPulls fetch(URI checkout, URI portal, TakeMeasurements take) {
        return fetch(checkout, portal, take, event -> rooms.published.add(event));
    }

    private FetchPulls fetch(URI checkout, URI portal, TakeMeasurements take, ApplicationEventPublisher events) {
        var connections = Map.of(
                "checkout", new Connection(checkout, null, List.of(), Duration.ofSeconds(2)),
                "portal", new Connection(portal, null, List.of(), Duration.ofSeconds(2)));
        return new FetchPulls(
                pulls,
                new RangeQuery(),
                take,
                new KeepProgress(pulls, rooms.measurements, events, rooms.transactions),
                rooms.readings.kept,
                new PullSettings(connections, Duration.ofSeconds(30)),
                rooms::now);
    }

    private FetchPulls fetch(FakeMonitoring monitoring) {
        return fetch(monitoring.url(), monitoring.url(), rooms.take);
    }

    private Totals totals(Pull pull) {
        rooms.rollups.settle();
        return rooms.rollups.totals(pull.series(), YEAR);
    }

    private void at(Duration afterStart) {
        rooms.moveTo(START.plus(afterStart));
    }

    private static Reply whole(Question question) {
        return Reply.of(question.each(question.query().startsWith("good") ? "4" : "5"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'status':'success','warnings':['store 10.0.0.7: deadline exceeded'],'data':{'resultType':'matrix',"
                        + "'result':[]}}",
                "{'status':'success','isPartial':true,'data':{'resultType':'matrix','result':[]}}",
                "{'status':'success'}",
                "{'status':'success','data':{'resultType':'matrix','result':[{'metric':{},'histograms':[]}]}}",
                "{'status':'success','data':{'resultType':'matrix','result':[{'metric':{},"
                        + "'values':[[1772431260,'1.2.3']]}]}}",
                "{'status':'success','data':{'resultType':'matrix','result':[{'metric':{},"
                        + "'values':[[1772431275,'1']]}]}}"
            })
    void makesNothingOfAnAnswerThatIsPartialOrNoneToWhatWasAskedAndAsksAgain(String answer) throws Exception {
        try (var monitoring = FakeMonitoring.that(question -> Reply.of(answer.replace('\'', '"')))) {
            FetchPulls fetch = fetch(monitoring);
            pulls.fetch(CHECKOUT, "sla@1/checkout", YEAR);
            at(Duration.ofMinutes(2));
            fetch.run();

            assertThat(pulls.failure(CHECKOUT.series()))
                    .as("the operator is told")
                    .isPresent();
            assertThat(rooms.measurements.watermark("tickets"))
                    .as("nothing is known by it")
                    .contains(START);

            monitoring.now(PullsThatFailTest::whole);
            at(Duration.ofMinutes(3));
            fetch.run();
            assertThat(totals(CHECKOUT))
                    .extracting(Totals::events, Totals::good)
                    .containsExactly(2L, 8L);
            assertThat(pulls.failure(CHECKOUT.series())).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "+Inf", "-Inf", "-1", "1e300"})
    void whatIsNoCountIsNoDataAndNoZero(String value) throws Exception {
        try (var monitoring = FakeMonitoring.that(question -> Reply.of(question.each(value)))) {
            pulls.fetch(CHECKOUT, "sla@1/checkout", YEAR);
            at(Duration.ofMinutes(3));
            fetch(monitoring).run();

            assertThat(totals(CHECKOUT)).isEqualTo(Totals.NONE);
            assertThat(pulls.failure(CHECKOUT.series())).isEmpty();
            assertThat(rooms.measurements.watermark("tickets")).contains(START.plus(Duration.ofMinutes(2)));
        }
    }

    @Test
    void aServerThatStopsInTheMiddleOfItsAnswerHoldsNobodyElseUp() throws Exception {
        try (var hanging = FakeMonitoring.that(question -> new Reply("{\"status\":", false, null));
                var monitoring = FakeMonitoring.that(PullsThatFailTest::whole)) {
            pulls.fetch(CHECKOUT, "sla@1/checkout", YEAR);
            pulls.fetch(PORTAL, "sla@1/portal", YEAR);
            at(Duration.ofMinutes(3));
            fetch(hanging.url(), monitoring.url(), rooms.take).run();

            assertThat(pulls.failure(CHECKOUT.series())).isPresent();
            assertThat(totals(PORTAL).good()).isEqualTo(8);
        }
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

    private List<Optional<String>> failures() {
        return List.of(pulls.failure(CHECKOUT.series()), pulls.failure(PORTAL.series()));
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

            monitoring.now(PullsThatFailTest::whole);
            fetch(monitoring).run();
            assertThat(totals(CHECKOUT).good()).isEqualTo(8);
            assertThat(totals(PORTAL).good()).isEqualTo(8);
        }
    }

    @Test
    void aStepThatEndedADeadlockIsStoredAndToldOfAtTheNextTry() throws Exception {
        try (var monitoring = FakeMonitoring.that(PullsThatFailTest::whole)) {
            var tries = new AtomicInteger();
            ApplicationEventPublisher met = event -> {
                if (tries.incrementAndGet() < 3) {
                    throw new IllegalStateException(new SQLException("deadlock", SqlStates.DEADLOCK_DETECTED));
                }
                rooms.published.add(event);
            };
            pulls.fetch(CHECKOUT, "sla@1/checkout", YEAR);
            at(Duration.ofMinutes(3));
            fetch(monitoring.url(), monitoring.url(), rooms.take, met).run();

            assertThat(told()).containsExactly(toMinute(2, CHECKOUT));
            assertThat(rooms.measurements.watermark(CHECKOUT.series())).contains(START.plus(MINUTE.multipliedBy(2)));
            assertThat(pulls.failure(CHECKOUT.series())).isEmpty();
        }
    }

    @Test
    void whatFindsNoRoomToBeStoredIsAskedForAgainAndHoldsNobodyElseUp() throws Exception {
        try (var monitoring = FakeMonitoring.that(PullsThatFailTest::whole)) {
            TakeMeasurements full = delivery -> {
                if (delivery.measurements().get(0).id().startsWith("checkout")) {
                    throw Refusal.overCapacity("too many deliveries wait to be stored");
                }
                return rooms.take.take(delivery);
            };
            pulls.fetch(CHECKOUT, "sla@1/checkout", YEAR);
            pulls.fetch(PORTAL, "sla@1/portal", YEAR);
            at(Duration.ofMinutes(3));
            fetch(monitoring.url(), monitoring.url(), full).run();
            assertThat(totals(PORTAL).good()).isEqualTo(8);
            assertThat(totals(CHECKOUT)).isEqualTo(Totals.NONE);

            at(Duration.ofMinutes(3).plusSeconds(30));
            fetch(monitoring).run();
            assertThat(totals(CHECKOUT).good()).isEqualTo(12);
        }
    }

    @Test
    void whoeverCannotHearOfOneHoldsNobodyElseUp() throws Exception {
        try (var monitoring = FakeMonitoring.that(PullsThatFailTest::whole)) {
            ApplicationEventPublisher broken = event -> {
                throw new IllegalStateException("broken");
            };
            pulls.fetch(CHECKOUT, "sla@1/checkout", YEAR);
            pulls.fetch(PORTAL, "sla@1/portal", new Interval(START.plus(MINUTE), YEAR.to()));
            at(Duration.ofMinutes(3));
            fetch(monitoring.url(), monitoring.url(), rooms.take, broken).run();

            assertThat(totals(CHECKOUT).good()).isEqualTo(8);
            assertThat(totals(PORTAL).good()).isEqualTo(4);

            at(Duration.ofMinutes(3).plusSeconds(30));
            fetch(monitoring).run();
            assertThat(told()).as("afterwards").containsExactlyInAnyOrder(toMinute(3, CHECKOUT), toMinute(3, PORTAL));
        }
    }

    /** With the last step nothing comes any more that would tell of it instead. */
    @Test
    void aLastStepThatWasNotToldOfBeforeACrashIsToldOfAfterIt() throws Exception {
        try (var monitoring = FakeMonitoring.that(PullsThatFailTest::whole)) {
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

    private List<LineWatermarkMoved> told() {
        return rooms.published.stream()
                .filter(LineWatermarkMoved.class::isInstance)
                .map(LineWatermarkMoved.class::cast)
                .toList();
    }

    private static LineWatermarkMoved toMinute(int minute, Pull pull) {
        return new LineWatermarkMoved(pull.series(), START.plus(MINUTE.multipliedBy(minute)));
    }

    @Test
    void aStepThatWasStoredBeforeACrashStandsWhateverTheSecondAnswerSays() throws Exception {
        try (var monitoring = FakeMonitoring.that(PullsThatFailTest::whole)) {
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
    void whoeverNeedsAnEarlierTimeTooChangesNothingOfWhatIsKnown() throws Exception {
        try (var monitoring = FakeMonitoring.that(PullsThatFailTest::whole)) {
            FetchPulls fetch = fetch(monitoring);
            pulls.fetch(CHECKOUT, "sla@1/checkout", YEAR);
            at(Duration.ofMinutes(3));
            fetch.run();

            monitoring.now(question -> Reply.of(question.each("7")));
            pulls.fetch(CHECKOUT, "sla@2/checkout", new Interval(START.minus(MINUTE), YEAR.to()));
            fetch.run();

            rooms.rollups.settle();
            assertThat(rooms.rollups.totals(CHECKOUT.series(), new Interval(START.minus(MINUTE), YEAR.to())))
                    .extracting(Totals::good, Totals::contradicted)
                    .containsExactly(7L + 4 + 4, 0L);
        }
    }

    @Test
    void twoNodesNeverAskTheSameHoweverLongATurnTakes() throws Exception {
        var nested = new AtomicBoolean();
        try (var monitoring = FakeMonitoring.that(PullsThatFailTest::whole)) {
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

    @Test
    void aStepIsAskedForOnlyWhenItHasEndedByTheClockOfTheServerToo() throws Exception {
        Duration behind = Duration.ofSeconds(90);
        try (var monitoring = FakeMonitoring.that(
                question -> new Reply(whole(question).body(), true, rooms.now().minus(behind)))) {
            FetchPulls fetch = fetch(monitoring);
            pulls.fetch(CHECKOUT, "sla@1/checkout", YEAR);
            at(Duration.ofMinutes(1).plusSeconds(30));
            fetch.run();
            assertThat(totals(CHECKOUT)).as("its first minute has not passed").isEqualTo(Totals.NONE);
            assertThat(pulls.failure(CHECKOUT.series()))
                    .hasValueSatisfying(reason -> assertThat(reason).contains("clock"));

            at(Duration.ofMinutes(6));
            fetch.run();
            assertThat(rooms.measurements.watermark("tickets")).contains(START.plus(Duration.ofMinutes(4)));
            assertThat(totals(CHECKOUT).events()).isEqualTo(4);
            assertThat(pulls.failure(CHECKOUT.series())).isEmpty();
        }
    }

    @Test
    void aClockThatIsAFewSecondsBehindDelaysNothing() throws Exception {
        try (var monitoring = FakeMonitoring.that(
                question -> new Reply(whole(question).body(), true, rooms.now().minusSeconds(12)))) {
            pulls.fetch(CHECKOUT, "sla@1/checkout", YEAR);
            at(Duration.ofMinutes(2).plusSeconds(30));
            fetch(monitoring).run();

            assertThat(pulls.failure(CHECKOUT.series())).isEmpty();
            assertThat(rooms.measurements.watermark("tickets")).contains(START.plus(Duration.ofMinutes(2)));
        }
    }

    @Test
    void aPastThatIsNoLongerKeptIsNotAskedFor() throws Exception {
        Pull hourly = new Pull("tickets", "checkout", "checkout", new QueryPair("good", "total", Duration.ofHours(1)));
        try (var monitoring = FakeMonitoring.that(question -> Reply.of(Question.success("[]")))) {
            pulls.fetch(hourly, "sla@1/checkout", new Interval(START.minus(Duration.ofDays(1000)), YEAR.to()));
            rooms.moveTo(START.plusSeconds(100));
            fetch(monitoring).run();

            Instant kept = START.minus(Duration.ofDays(800)).plus(Duration.ofHours(1));
            assertThat(monitoring.asked().get(0).from())
                    .as("the end of its first step")
                    .isEqualTo(kept.plus(Duration.ofHours(1)));
            assertThat(rooms.measurements.watermark("tickets")).contains(START);
        }
    }

    @Test
    void aChangedQueryIsCountedApart() throws Exception {
        Pull changed = new Pull("tickets", "checkout", "checkout", new QueryPair("good now", "total now", MINUTE));
        try (var monitoring = FakeMonitoring.that(
                question -> Reply.of(question.each(question.query().endsWith("now") ? "1" : "5")))) {
            pulls.fetch(CHECKOUT, "sla@1/checkout", new Interval(START, START.plus(Duration.ofMinutes(10))));
            pulls.fetch(changed, "sla@2/checkout", new Interval(START.plus(Duration.ofMinutes(10)), YEAR.to()));
            at(Duration.ofMinutes(21));
            fetch(monitoring).run();

            assertThat(totals(CHECKOUT).total()).isEqualTo(50);
            assertThat(totals(changed).total()).isEqualTo(10);
            assertThat(SeriesRef.of("tickets", "checkout")).isNotEqualTo(changed.series());
        }
    }
}
