package io.surety.measurement.prometheus;

import static io.surety.measurement.prometheus.CheckoutHour.HOUR;
import static io.surety.measurement.prometheus.CheckoutHour.PULL;
import static io.surety.measurement.prometheus.CheckoutHour.QUERIES;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.measurement.Bucket;
import io.surety.measurement.Grain;
import io.surety.measurement.Totals;
import io.surety.measurement.prometheus.RangeQuery.Steps;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The same history as that of {@link FetchPullsTest}, out of a real VictoriaMetrics. */
class VictoriaMetricsTest extends PullsScene {

    private FetchPulls fetch(MonitoringProgram victoria) {
        return fetch(Map.of("metrics", connection(victoria)));
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

    @Test
    void isFetchedAsPrometheusIs() throws Exception {
        try (var victoria =
                RealVictoriaMetrics.startWith(Files.createTempDirectory("victoria"), CheckoutHour.history())) {
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
        String history = CheckoutHour.history();
        String firstHalf =
                history.substring(0, history.indexOf(String.valueOf(minute(30).getEpochSecond())));
        firstHalf = firstHalf.substring(0, firstHalf.lastIndexOf('\n') + 1);
        var steps = new Steps(minute(1).plusSeconds(20), minute(58).plusSeconds(20), MINUTE);
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
