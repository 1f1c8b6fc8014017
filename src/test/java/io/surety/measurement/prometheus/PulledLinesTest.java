package io.surety.measurement.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.surety.measurement.Content;
import io.surety.measurement.LineWatermarkMoved;
import io.surety.measurement.Measurement;
import io.surety.measurement.Pull;
import io.surety.measurement.PulledLine;
import io.surety.measurement.PullsWatermarkMoved;
import io.surety.measurement.QueryPair;
import io.surety.measurement.SeriesRef;
import io.surety.measurement.WatermarkMoved;
import io.surety.measurement.prometheus.FakeMonitoring.Question;
import io.surety.measurement.prometheus.FakeMonitoring.Reply;
import io.surety.shared.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Of what is pulled each line of numbers is known by its own queries. */
class PulledLinesTest extends PullsScene {

    private static final Pull CHECKOUT = pull("checkout", "total requests");
    private static final Pull PORTAL = pull("portal", "totl requests");
    private static final SeriesRef PUSHED = SeriesRef.of("tickets", "desk");

    private static Pull pull(String service, String total) {
        return new Pull("tickets", service, "metrics", new QueryPair("good requests", total, MINUTE));
    }

    private void fetchAt(FakeMonitoring monitoring, Instant now) throws InterruptedException {
        rooms.moveTo(now);
        var connection = new Connection(monitoring.url(), null, List.of(), Duration.ofSeconds(2));
        fetch(Map.of("metrics", connection)).run();
    }

    private static Reply misspelt(Question question) {
        return Reply.of(
                question.query().startsWith("totl")
                        ? "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"1:5: parse error\"}"
                        : question.each("4"));
    }

    @Test
    void aQueryThatFailsHoldsNoOtherLineOfItsSourceBackAndSaysThatItDoes() throws Exception {
        try (var monitoring = FakeMonitoring.that(PulledLinesTest::misspelt)) {
            pulls.fetch(CHECKOUT, "sla@1/checkout", YEAR);
            pulls.fetch(PORTAL, "sla@1/portal", YEAR);
            fetchAt(monitoring, minute(3));

            assertThat(rooms.measurements.watermarks(List.of(CHECKOUT.series(), PORTAL.series())))
                    .isEqualTo(Map.of(CHECKOUT.series(), minute(2), PORTAL.series(), START));
            assertThat(rooms.measurements.watermark("tickets"))
                    .as("all of the source")
                    .contains(START);
            assertThat(rooms.published).containsExactly(new LineWatermarkMoved(CHECKOUT.series(), minute(2)));
            assertThat(pulls.of("tickets"))
                    .extracting(PulledLine::pull, PulledLine::knownUntil, line -> line.failure()
                            .orElse(""))
                    .containsExactly(
                            tuple(PORTAL, START, "query \"total\": status 200, bad_data, 1:5: parse error"),
                            tuple(CHECKOUT, minute(2), ""));

            monitoring.now(question -> Reply.of(question.each("4")));
            rooms.published.clear();
            fetchAt(monitoring, minute(4));
            assertThat(rooms.published)
                    .contains(
                            new LineWatermarkMoved(PORTAL.series(), minute(3)),
                            new LineWatermarkMoved(CHECKOUT.series(), minute(3)))
                    .as("all of it, which counts for what counts no line")
                    .endsWith(new PullsWatermarkMoved("tickets", minute(3)));
            assertThat(pulls.of("tickets")).allMatch(line -> line.failure().isEmpty());
        }
    }

    @Test
    void whatASourceSaysOfItselfHoldsForAllItsLinesPulledOrNot() throws Exception {
        try (var monitoring = FakeMonitoring.that(PulledLinesTest::misspelt)) {
            pulls.fetch(PORTAL, "sla@1/portal", YEAR);
            rooms.moveTo(minute(1));
            rooms.take(Measurement.of("w", new Content.Watermark(minute(1))));
            assertThat(rooms.published).containsExactly(new WatermarkMoved("tickets", minute(1)));
            fetchAt(monitoring, minute(3));

            assertThat(rooms.measurements.watermarks(List.of(PORTAL.series(), PUSHED)))
                    .isEqualTo(Map.of(PORTAL.series(), minute(1), PUSHED, minute(1)));
            assertThat(rooms.measurements.watermark("tickets")).contains(minute(1));
        }
    }

    @Test
    void aLineThatIsNotPulledIsKnownAsFarAsItsSourceSpokeUnaskedAndAllSuchLinesAre() throws Exception {
        SeriesRef quiet = SeriesRef.of("tickets", "quiet");
        try (var monitoring = FakeMonitoring.that(PulledLinesTest::misspelt)) {
            pulls.fetch(CHECKOUT, "sla@1/checkout", YEAR);
            fetchAt(monitoring, minute(3));
            rooms.rollups.settle();
            assertThat(rooms.measurements.watermark(PUSHED))
                    .as("nobody asked for it, and nobody delivered it")
                    .isEmpty();

            rooms.published.clear();
            rooms.take(Measurement.of("d", new Content.Counter("desk", "", START.plusSeconds(30), 1, 1)));
            rooms.rollups.settle();
            assertThat(told()).containsExactly(new WatermarkMoved("tickets", START.plusSeconds(30)));
            assertThat(rooms.measurements.watermarks(List.of(PUSHED, quiet, CHECKOUT.series())))
                    .isEqualTo(Map.of(
                            PUSHED, START.plusSeconds(30), quiet, START.plusSeconds(30), CHECKOUT.series(), minute(2)));

            rooms.published.clear();
            rooms.take(Measurement.of(
                    "o", new Content.Outage("desk", minute(1), minute(2), "unplanned", null, "ticket 4711")));
            assertThat(told()).as("by a record").containsExactly(new WatermarkMoved("tickets", minute(2)));
            assertThat(rooms.measurements.watermark(quiet)).contains(minute(2));
        }
    }

    /** The source counted for somebody once, is pushed now, and is known as far as it speaks. */
    @Test
    void whatASourceDeliversIsToldOfHoweverLongAgoItWasPulled() throws Exception {
        try (var monitoring = FakeMonitoring.that(question -> Reply.of(question.each("4")))) {
            pulls.fetch(CHECKOUT, "sla@1/checkout", new Interval(START, minute(2)));
            fetchAt(monitoring, minute(3));
            Instant later = START.plus(Duration.ofDays(30));
            rooms.moveTo(later);
            rooms.published.clear();

            rooms.take(Measurement.of("d", new Content.Counter("desk", "", later, 1, 1)));
            rooms.rollups.settle();

            assertThat(told()).containsExactly(new WatermarkMoved("tickets", later));
        }
    }

    private List<WatermarkMoved> told() {
        return rooms.published.stream()
                .filter(WatermarkMoved.class::isInstance)
                .map(WatermarkMoved.class::cast)
                .toList();
    }
}
