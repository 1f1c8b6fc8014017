package io.surety.measurement.prometheus;

import static io.surety.measurement.prometheus.CheckoutHour.HOUR;
import static io.surety.measurement.prometheus.CheckoutHour.PULL;
import static io.surety.measurement.prometheus.CheckoutHour.QUERIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.measurement.Bucket;
import io.surety.measurement.Grain;
import io.surety.measurement.Pull;
import io.surety.measurement.Totals;
import io.surety.shared.Interval;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Counters out of a real Prometheus, whose history is written by its own tool. */
class FetchPullsTest extends PullsScene {

    private FetchPulls fetch(URI url, String... organisations) {
        var connection = new Connection(url, null, List.of(organisations), Duration.ofSeconds(20));
        return fetch(Map.of("metrics", connection));
    }

    private List<Bucket> minutes() {
        rooms.rollups.settle();
        return rooms.rollups.buckets(PULL.series(), HOUR, Grain.MINUTE);
    }

    private Totals totals(int minute) {
        return minutes().stream()
                .filter(b -> b.span().from().equals(minute(minute)))
                .findFirst()
                .map(Bucket::totals)
                .orElse(Totals.NONE);
    }

    @Test
    void fetchesEachStepOnceTellsNoDataFromZeroAndCatchesUpAfterADowntime() throws Exception {
        try (var prometheus =
                RealPrometheus.startWith(Files.createTempDirectory("prometheus"), CheckoutHour.history())) {
            FetchPulls fetch = fetch(prometheus.url());
            pulls.fetch(PULL, "sla@1/checkout", YEAR);
            rooms.moveTo(minute(10).plusSeconds(30));
            fetch.run();
            assertThat(minutes())
                    .as("from the first step that has two samples on")
                    .hasSizeBetween(9, 10);
            assertThat(rooms.measurements.watermark("tickets")).contains(minute(10));
            fetch.run();
            assertThat(minutes()).as("nothing is due").hasSizeBetween(9, 10);

            prometheus.stop();
            rooms.moveTo(minute(50));
            fetch.run();
            assertThat(pulls.failure(PULL.series()))
                    .hasValueSatisfying(f -> assertThat(f).contains("no answer"));
            assertThat(rooms.measurements.watermark("tickets"))
                    .as("what was not answered is not known")
                    .contains(minute(10));

            prometheus.startAgain();
            rooms.moveTo(minute(61));
            fetch.run();
            assertThat(pulls.failure(PULL.series())).isEmpty();
            assertThat(rooms.measurements.watermark("tickets")).contains(minute(60));
        }
        assertThat(totals(15)).extracting(Totals::good, Totals::total).containsExactly(12L, 16L);
        assertThat(totals(25))
                .as("a known zero")
                .extracting(Totals::events, Totals::total)
                .containsExactly(1L, 0L);
        assertThat(totals(45)).as("no data").isEqualTo(Totals.NONE);
        assertThat(totals(55)).extracting(Totals::good, Totals::total).containsExactly(12L, 16L);
    }

    @Test
    void fetchesUpToTheEndOfItsLastReaderAndThenNoMore() throws Exception {
        try (var prometheus =
                RealPrometheus.startWith(Files.createTempDirectory("prometheus"), CheckoutHour.history())) {
            FetchPulls fetch = fetch(prometheus.url());
            pulls.fetch(PULL, "sla@1/checkout", YEAR);
            pulls.fetch(PULL, "ola@1/checkout", new Interval(START, minute(15)));
            rooms.moveTo(minute(10).plusSeconds(30));
            fetch.run();

            // The agreement is terminated within a step, and what it needs of that is fetched afterwards.
            pulls.fetch(PULL, "sla@1/checkout", new Interval(START, minute(17).plusSeconds(10)));
            rooms.moveTo(minute(61));
            fetch.run();
            assertThat(rooms.measurements.watermark("tickets")).contains(minute(18));
            assertThat(minutes())
                    .last()
                    .satisfies(last -> assertThat(last.span().to()).isEqualTo(minute(18)));
            assertThat(pulls.lease(rooms.now(), Duration.ofSeconds(30), 10))
                    .as("nothing is left to ask for")
                    .isEmpty();

            pulls.fetch(PULL, "sla@2/checkout", YEAR);
            fetch.run();
            assertThat(rooms.measurements.watermark("tickets"))
                    .as("whoever reads it next finds no gap")
                    .contains(minute(60));
        }
        assertThat(totals(16)).extracting(Totals::good, Totals::total).containsExactly(12L, 16L);
        assertThat(totals(25)).extracting(Totals::events, Totals::total).containsExactly(1L, 0L);
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
