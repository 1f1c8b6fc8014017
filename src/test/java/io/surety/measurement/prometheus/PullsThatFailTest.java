package io.surety.measurement.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ApplicationEventPublisher;

/** Monitoring systems that answer in part, too slowly, otherwise than before, or by a clock of their own. */
@Timeout(60)
class PullsThatFailTest extends TwoPullsScene {

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

            monitoring.now(TwoPullsScene::whole);
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
                var monitoring = FakeMonitoring.that(TwoPullsScene::whole)) {
            pulls.fetch(CHECKOUT, "sla@1/checkout", YEAR);
            pulls.fetch(PORTAL, "sla@1/portal", YEAR);
            at(Duration.ofMinutes(3));
            fetch(hanging.url(), monitoring.url(), rooms.take).run();

            assertThat(pulls.failure(CHECKOUT.series())).isPresent();
            assertThat(totals(PORTAL).good()).isEqualTo(8);
        }
    }

    @Test
    void aStepThatEndedADeadlockIsStoredAndToldOfAtTheNextTry() throws Exception {
        try (var monitoring = FakeMonitoring.that(TwoPullsScene::whole)) {
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
        try (var monitoring = FakeMonitoring.that(TwoPullsScene::whole)) {
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
        try (var monitoring = FakeMonitoring.that(TwoPullsScene::whole)) {
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

    @Test
    void whoeverNeedsAnEarlierTimeTooChangesNothingOfWhatIsKnown() throws Exception {
        try (var monitoring = FakeMonitoring.that(TwoPullsScene::whole)) {
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
