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

/** A monitoring system that runs with a directory of its own, which is deleted at the end, and can be started again. */
final class MonitoringProgram implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final List<String> command;
    private final URI url;
    private Process process;

    private MonitoringProgram(Path directory, List<String> command, URI url) throws IOException {
        this.directory = directory;
        this.command = command;
        this.url = url;
        this.process = start(directory, "program", command);
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param command answers on the port
     */
    static MonitoringProgram start(Path directory, int port, List<String> command) throws Exception {
        var program = new MonitoringProgram(directory, command, URI.create("http://127.0.0.1:" + port));
        program.awaitReady();
        return program;
    }

    /** Where a program of this name is on the path. */
    static Optional<String> path(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(path -> Path.of(path, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Runs a tool to its end. */
    static void run(Path directory, List<String> command) throws Exception {
        Process tool = start(directory, "tool", command);
        if (!tool.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || tool.exitValue() != 0) {
            throw new IllegalStateException(Files.readString(directory.resolve("tool.log")));
        }
    }

    private static Process start(Path directory, String name, List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile())
                .start();
    }

    URI url() {
        return url;
    }

    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    void startAgain() throws Exception {
        process = start(directory, "program", command);
        awaitReady();
    }

    private void awaitReady() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/-/ready")).build();
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
        throw new IllegalStateException(Files.readString(directory.resolve("program.log")));
    }

    @Override
    public void close() throws Exception {
        stop();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(File::delete);
        }
    }
}
