package io.surety.measurement.prometheus;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A Prometheus of Debian's package that knows what a file of OpenMetrics says, and can be stopped and started again. */
final class RealPrometheus implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final int port;
    private Process process;

    private RealPrometheus(Path directory, int port) throws IOException {
        this.directory = directory;
        this.port = port;
        this.process = launch();
    }

    /** Skips the test, loudly, where there is none; never in CI. */
    static RealPrometheus startWith(Path directory, String openMetrics) throws Exception {
        if (program("prometheus").isEmpty() || program("promtool").isEmpty()) {
            if (System.getenv("CI") != null) {
                throw new IllegalStateException("CI has to have prometheus and promtool (Debian: prometheus)");
            }
            System.err.println("########## SKIPPED: no prometheus and promtool on the PATH (Debian: prometheus)");
            Assumptions.abort("no prometheus");
        }
        Path metrics = directory.resolve("metrics.txt");
        Files.writeString(metrics, openMetrics);
        Files.writeString(directory.resolve("prometheus.yml"), "global: {scrape_interval: 1h}\n");
        Process blocks = start(
                directory,
                "blocks",
                program("promtool").orElseThrow(),
                "tsdb",
                "create-blocks-from",
                "openmetrics",
                metrics.toString(),
                directory.resolve("data").toString());
        if (!blocks.waitFor(60, TimeUnit.SECONDS) || blocks.exitValue() != 0) {
            throw new IllegalStateException(Files.readString(directory.resolve("blocks.log")));
        }
        var prometheus = new RealPrometheus(directory, freePort());
        prometheus.awaitReady();
        return prometheus;
    }

    private static Optional<String> program(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(path -> Path.of(path, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Process start(Path directory, String name, String... command) throws IOException {
        return new ProcessBuilder(List.of(command))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile())
                .start();
    }

    private Process launch() throws IOException {
        return start(
                directory,
                "prometheus",
                program("prometheus").orElseThrow(),
                "--config.file=" + directory.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--storage.tsdb.retention.time=100y",
                "--web.listen-address=127.0.0.1:" + port);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    void startAgain() throws Exception {
        process = launch();
        awaitReady();
    }

    private void awaitReady() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(url().resolve("/-/ready")).build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // It does not listen yet.
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IllegalStateException(Files.readString(directory.resolve("prometheus.log")));
    }

    @Override
    public void close() throws Exception {
        stop();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(File::delete);
        }
    }
}
