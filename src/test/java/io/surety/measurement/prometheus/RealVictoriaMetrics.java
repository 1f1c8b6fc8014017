package io.surety.measurement.prometheus;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/** A VictoriaMetrics of Debian's package that knows what a text of OpenMetrics says. */
final class RealVictoriaMetrics {

    private RealVictoriaMetrics() {}

    /** Skips the test, loudly, where there is none: not every release of Debian has it. */
    static MonitoringProgram startWith(Path directory, String openMetrics) throws Exception {
        if (MonitoringProgram.path("victoria-metrics").isEmpty()) {
            System.err.println("########## SKIPPED: no victoria-metrics on the PATH (Debian: victoria-metrics)");
            Assumptions.abort("no victoria-metrics");
        }
        int port = MonitoringProgram.freePort();
        MonitoringProgram program = MonitoringProgram.start(
                directory,
                port,
                List.of(
                        MonitoringProgram.path("victoria-metrics").orElseThrow(),
                        "-storageDataPath=" + directory.resolve("data"),
                        "-retentionPeriod=100y",
                        "-httpListenAddr=127.0.0.1:" + port));
        tell(program.url(), openMetrics);
        return program;
    }

    /** Its format is that of OpenMetrics, but for times in milliseconds. What it took is found after a flush. */
    static void tell(URI url, String openMetrics) throws IOException, InterruptedException {
        String samples = openMetrics
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line + "000\n")
                .collect(Collectors.joining());
        HttpRequest tell = HttpRequest.newBuilder(url.resolve("/api/v1/import/prometheus"))
                .POST(BodyPublishers.ofString(samples))
                .build();
        HttpRequest flush =
                HttpRequest.newBuilder(url.resolve("/internal/force_flush")).build();
        HttpClient client = HttpClient.newHttpClient();
        for (HttpRequest request : List.of(tell, flush)) {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
        }
    }
}
