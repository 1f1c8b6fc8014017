package io.surety.measurement.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.measurement.Bucket;
import io.surety.measurement.Grain;
import io.surety.measurement.MeasurementRooms;
import io.surety.measurement.Pull;
import io.surety.measurement.QueryPair;
import io.surety.measurement.Totals;
import io.surety.measurement.prometheus.RangeQuery.Steps;
import io.surety.shared.Interval;
import io.surety.testing.TestDatabase;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The same history as that of {@link FetchPullsTest}, out of a real VictoriaMetrics. */
class VictoriaMetricsTest {

    private static final Instant START = Instant.parse("2026-03-02T06:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final QueryPair QUERIES = new QueryPair(
            "sum(increase(http_requests_total{job=\"checkout\",code!~\"5..\"}[$step]))",
            "sum(increase(http_requests_total{job=\"checkout\"}[$step]))",
            STEP);
    private static final Pull PULL = new Pull("tickets", "checkout", "metrics", QUERIES);
    private static final Interval HOUR = new Interval(START, START.plus(Duration.ofHours(1)));

    private final MeasurementRooms rooms = MeasurementRooms.on(TestDatabase.fresh());
    private final StoredPulls pulls = new StoredPulls(rooms.jdbc);

    private FetchPulls fetch(MonitoringProgram victoria) {
        return new FetchPulls(
                pulls,
                new RangeQuery(),
                rooms.take,
                new KeepProgress(pulls, rooms.measurements, event -> rooms.published.add(event), rooms.transactions),
                rooms.readings.kept,
                new PullSettings(Map.of("metrics", connection(victoria)), Duration.ofSeconds(30)),
                rooms::now);
    }

    private static Connection connection(MonitoringProgram victoria) {
        return new Connection(victoria.url(), null, List.of(), Duration.ofSeconds(20));
    }

    private Map<Long, Totals> minutes() {
        rooms.rollups.settle();
        return rooms.rollups.buckets(PULL.series(), HOUR, Grain.MINUTE).stream()
                .collect(Collectors.toMap(
                        b -> Duration.between(START, b.span().from()).toMinutes(), Bucket::totals));
    }

    private static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    @Test
    void isFetchedAsPrometheusIs() throws Exception {
        try (var victoria =
                RealVictoriaMetrics.startWith(Files.createTempDirectory("victoria"), FetchPullsTest.history())) {
            FetchPulls fetch = fetch(victoria);
            pulls.fetch(PULL, "sla@1/checkout", HOUR);
            rooms.moveTo(minute(10).plusSeconds(30));
            fetch.run();
            assertThat(rooms.measurements.watermark("tickets")).contains(minute(10));

            victoria.stop();
            rooms.moveTo(minute(50));
            fetch.run();
            assertThat(pulls.failure(PULL.series()))
                    .hasValueSatisfying(f -> assertThat(f).contains("no answer"));
            assertThat(rooms.measurements.watermark("tickets")).contains(minute(10));

            victoria.startAgain();
            rooms.moveTo(minute(61));
            fetch.run();
            assertThat(pulls.failure(PULL.series())).isEmpty();
            assertThat(rooms.measurements.watermark("tickets")).contains(minute(60));
        }
        Map<Long, Totals> minutes = minutes();
        assertThat(minutes.get(15L)).extracting(Totals::good, Totals::total).containsExactly(12L, 16L);
        assertThat(minutes.get(25L))
                .as("a known zero")
                .extracting(Totals::events, Totals::total)
                .containsExactly(1L, 0L);
        assertThat(minutes).as("no data").doesNotContainKeys(41L, 45L, 48L);
        assertThat(minutes.get(49L))
                .as("what was counted meanwhile, by the first sample after it; Prometheus drops it")
                .extracting(Totals::good, Totals::total)
                .containsExactly(120L, 160L);
        assertThat(minutes.get(55L)).extracting(Totals::good, Totals::total).containsExactly(12L, 16L);
    }

    /** Of 50 steps or more it takes some from its cache, unless it is asked not to. */
    @Test
    void answersForTheStepsThatWereAskedForAndFromWhatItKnowsNow() throws Exception {
        String history = FetchPullsTest.history();
        String firstHalf =
                history.substring(0, history.indexOf(String.valueOf(minute(30).getEpochSecond())));
        firstHalf = firstHalf.substring(0, firstHalf.lastIndexOf('\n') + 1);
        var steps = new Steps(minute(1).plusSeconds(20), minute(58).plusSeconds(20), STEP);
        try (var victoria = RealVictoriaMetrics.startWith(Files.createTempDirectory("victoria"), firstHalf)) {
            var before = new RangeQuery()
                    .ask(connection(victoria), QUERIES.good(), steps)
                    .values();
            assertThat(before.firstKey()).isEqualTo(minute(1).plusSeconds(20));
            assertThat(before).doesNotContainKey(minute(35).plusSeconds(20));

            RealVictoriaMetrics.tell(victoria.url(), history);

            assertThat(new RangeQuery()
                            .ask(connection(victoria), QUERIES.good(), steps)
                            .values())
                    .containsEntry(minute(35).plusSeconds(20), 12L);
        }
    }
}
