package io.surety.measurement.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.measurement.Bucket;
import io.surety.measurement.Grain;
import io.surety.measurement.MeasurementRooms;
import io.surety.measurement.Pull;
import io.surety.measurement.QueryPair;
import io.surety.measurement.Totals;
import io.surety.shared.Interval;
import io.surety.testing.TestDatabase;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Counters out of a real Prometheus, whose history is written by its own tool. */
class FetchPullsTest {

    private static final Instant START = Instant.parse("2026-03-02T06:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final QueryPair QUERIES = new QueryPair(
            "sum(increase(http_requests_total{job=\"checkout\",code!~\"5..\"}[$step]))",
            "sum(increase(http_requests_total{job=\"checkout\"}[$step]))",
            STEP);
    private static final Pull PULL = new Pull("tickets", "checkout", "metrics", QUERIES);
    private static final Interval HOUR = new Interval(START, START.plus(Duration.ofHours(1)));
    private static final Interval YEAR = new Interval(START, START.plus(Duration.ofDays(365)));

    private final MeasurementRooms rooms = MeasurementRooms.on(TestDatabase.fresh());
    private final StoredPulls pulls = new StoredPulls(rooms.jdbc);

    /**
     * Each 15 s of an hour: 3 good requests and 1 failed one, from minute 20 to 30 none of both, from minute 40 to 50 no
     * sample at all.
     */
    static String history() {
        var good = new StringBuilder();
        var bad = new StringBuilder();
        long goods = 0;
        long bads = 0;
        for (int second = 0; second <= 3600; second += 15) {
            boolean idle = second > 20 * 60 && second <= 30 * 60;
            goods += idle ? 0 : 3;
            bads += idle ? 0 : 1;
            if (second <= 40 * 60 || second >= 50 * 60) {
                long at = START.getEpochSecond() + second;
                good.append("http_requests_total{job=\"checkout\",code=\"200\"} " + goods + " " + at + "\n");
                bad.append("http_requests_total{job=\"checkout\",code=\"500\"} " + bads + " " + at + "\n");
            }
        }
        return "# TYPE http_requests counter\n" + good + bad + "# EOF\n";
    }

    private FetchPulls fetch(URI url, String... organisations) {
        var connection = new Connection(url, null, List.of(organisations), Duration.ofSeconds(20));
        return new FetchPulls(
                pulls,
                new RangeQuery(),
                rooms.take,
                new KeepProgress(pulls, rooms.measurements, event -> rooms.published.add(event), rooms.transactions),
                rooms.readings.kept,
                new PullSettings(Map.of("metrics", connection), Duration.ofSeconds(30)),
                rooms::now);
    }

    private List<Bucket> minutes() {
        rooms.rollups.settle();
        return rooms.rollups.buckets(PULL.series(), HOUR, Grain.MINUTE);
    }

    private Totals minute(int minute) {
        return minutes().stream()
                .filter(b -> b.span().from().equals(START.plus(Duration.ofMinutes(minute))))
                .findFirst()
                .map(Bucket::totals)
                .orElse(Totals.NONE);
    }

    @Test
    void fetchesEachStepOnceTellsNoDataFromZeroAndCatchesUpAfterADowntime() throws Exception {
        try (var prometheus = RealPrometheus.startWith(Files.createTempDirectory("prometheus"), history())) {
            FetchPulls fetch = fetch(prometheus.url());
            pulls.fetch(PULL, "sla@1/checkout", YEAR);
            rooms.moveTo(START.plus(Duration.ofMinutes(10)).plusSeconds(30));
            fetch.run();
            assertThat(minutes())
                    .as("from the first step that has two samples on")
                    .hasSizeBetween(9, 10);
            assertThat(rooms.measurements.watermark("tickets")).contains(START.plus(Duration.ofMinutes(10)));
            fetch.run();
            assertThat(minutes()).as("nothing is due").hasSizeBetween(9, 10);

            prometheus.stop();
            rooms.moveTo(START.plus(Duration.ofMinutes(50)));
            fetch.run();
            assertThat(pulls.failure(PULL.series()))
                    .hasValueSatisfying(f -> assertThat(f).contains("no answer"));
            assertThat(rooms.measurements.watermark("tickets"))
                    .as("what was not answered is not known")
                    .contains(START.plus(Duration.ofMinutes(10)));

            prometheus.startAgain();
            rooms.moveTo(START.plus(Duration.ofMinutes(61)));
            fetch.run();
            assertThat(pulls.failure(PULL.series())).isEmpty();
            assertThat(rooms.measurements.watermark("tickets")).contains(START.plus(Duration.ofMinutes(60)));
        }
        assertThat(minute(15)).extracting(Totals::good, Totals::total).containsExactly(12L, 16L);
        assertThat(minute(25))
                .as("a known zero")
                .extracting(Totals::events, Totals::total)
                .containsExactly(1L, 0L);
        assertThat(minute(45)).as("no data").isEqualTo(Totals.NONE);
        assertThat(minute(55)).extracting(Totals::good, Totals::total).containsExactly(12L, 16L);
    }

    @Test
    void fetchesUpToTheEndOfItsLastReaderAndThenNoMore() throws Exception {
        try (var prometheus = RealPrometheus.startWith(Files.createTempDirectory("prometheus"), history())) {
            FetchPulls fetch = fetch(prometheus.url());
            pulls.fetch(PULL, "sla@1/checkout", YEAR);
            pulls.fetch(PULL, "ola@1/checkout", new Interval(START, START.plus(Duration.ofMinutes(15))));
            rooms.moveTo(START.plus(Duration.ofMinutes(10)).plusSeconds(30));
            fetch.run();

            // The agreement is terminated within a step, and what it needs of that is fetched afterwards.
            pulls.fetch(
                    PULL,
                    "sla@1/checkout",
                    new Interval(START, START.plus(Duration.ofMinutes(17)).plusSeconds(10)));
            rooms.moveTo(START.plus(Duration.ofMinutes(61)));
            fetch.run();
            assertThat(rooms.measurements.watermark("tickets")).contains(START.plus(Duration.ofMinutes(18)));
            assertThat(minutes())
                    .last()
                    .satisfies(last -> assertThat(last.span().to()).isEqualTo(START.plus(Duration.ofMinutes(18))));
            assertThat(pulls.lease(rooms.now(), Duration.ofSeconds(30), 10))
                    .as("nothing is left to ask for")
                    .isEmpty();

            pulls.fetch(PULL, "sla@2/checkout", YEAR);
            fetch.run();
            assertThat(rooms.measurements.watermark("tickets"))
                    .as("whoever reads it next finds no gap")
                    .contains(START.plus(Duration.ofMinutes(60)));
        }
        assertThat(minute(16)).extracting(Totals::good, Totals::total).containsExactly(12L, 16L);
        assertThat(minute(25)).extracting(Totals::events, Totals::total).containsExactly(1L, 0L);
    }

    @Test
    void readsItsConnectionsFromTheOperatorsSettings() {
        PullSettings settings = new Binder(new MapConfigurationPropertySource(Map.of(
                        "surety.measurement.pull.connections.metrics.url", "http://metrics.example:9090/prometheus/",
                        "surety.measurement.pull.connections.metrics.organisations", "northwind-it")))
                .bind("surety.measurement.pull", PullSettings.class)
                .get();

        Connection connection = Objects.requireNonNull(settings.connections().get("metrics"));
        assertThat(connection.rangeQuery())
                .isEqualTo(URI.create("http://metrics.example:9090/prometheus/api/v1/query_range"));
        assertThat(connection.serves("northwind-it")).isTrue();
        assertThat(connection.serves("acme")).isFalse();
        assertThatThrownBy(() -> new Connection(URI.create("file:///etc/passwd"), null, List.of(), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void asksNobodyForASourceThatMayNotUseTheConnectionNorForOneThatIsNotConfigured() throws Exception {
        try (var canary = new ServerSocket(0)) {
            canary.setSoTimeout(1);
            FetchPulls fetch = fetch(URI.create("http://127.0.0.1:" + canary.getLocalPort()), "somebody-else");
            pulls.fetch(PULL, "sla@1/checkout", YEAR);
            pulls.fetch(
                    new Pull("tickets", "portal", "http://127.0.0.1:" + canary.getLocalPort(), QUERIES),
                    "sla@1/portal",
                    YEAR);
            fetch.run();

            assertThat(pulls.failure(PULL.series()))
                    .hasValueSatisfying(f -> assertThat(f).contains("no connection"));
            assertThatThrownBy(canary::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }
}
