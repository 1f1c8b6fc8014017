package io.surety.measurement.prometheus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A Prometheus of Debian's package that knows what a file of OpenMetrics says. */
final class RealPrometheus {

    private RealPrometheus() {}

    /** Skips the test, loudly, where there is none; never in CI. */
    static MonitoringProgram startWith(Path directory, String openMetrics) throws Exception {
        if (MonitoringProgram.path("prometheus").isEmpty()
                || MonitoringProgram.path("promtool").isEmpty()) {
            if (System.getenv("CI") != null) {
                throw new IllegalStateException("CI has to have prometheus and promtool (Debian: prometheus)");
            }
            System.err.println("########## SKIPPED: no prometheus and promtool on the PATH (Debian: prometheus)");
            Assumptions.abort("no prometheus");
        }
        Path metrics = directory.resolve("metrics.txt");
        Files.writeString(metrics, openMetrics);
        Files.writeString(directory.resolve("prometheus.yml"), "global: {scrape_interval: 1h}\n");
        String data = directory.resolve("data").toString();
        MonitoringProgram.run(
                directory,
                List.of(
                        MonitoringProgram.path("promtool").orElseThrow(),
                        "tsdb",
                        "create-blocks-from",
                        "openmetrics",
                        metrics.toString(),
                        data));
        int port = MonitoringProgram.freePort();
        return MonitoringProgram.start(
                directory,
                port,
                List.of(
                        MonitoringProgram.path("prometheus").orElseThrow(),
                        "--config.file=" + directory.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + data,
                        "--storage.tsdb.retention.time=100y",
                        "--web.listen-address=127.0.0.1:" + port));
    }
}
