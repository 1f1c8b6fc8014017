package io.surety.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** The whole application as it is shipped, in a process of its own, over a database that is there already. */
public final class ForkedApplication implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final int port;
    private final Path log;

    private ForkedApplication(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /**
     * Starts it and waits until it is ready. The user {@code admin} has the password {@code surety}.
     *
     * @param arguments of the command line; those that begin with {@code -X} or {@code -D} go to the virtual machine
     */
    public static ForkedApplication start(String url, Path directory, List<String> arguments) throws Exception {
        ForkedApplication application = launch(url, directory, arguments, Map.of());
        application.awaitReady();
        return application;
    }

    /**
     * The same without waiting for it.
     *
     * @param environment what it sees beyond this process's own
     */
    public static ForkedApplication launch(
            String url, Path directory, List<String> arguments, Map<String, String> environment) throws IOException {
        int port = freePort();
        Path log = directory.resolve("application-" + port + ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseParallelGC");
        command.addAll(
                arguments.stream().filter(ForkedApplication::isForTheMachine).toList());
        command.addAll(List.of("-cp", MainClassPath.get(), "io.surety.SuretyApplication"));
        command.addAll(List.of(
                "--server.port=" + port,
                "--surety.database.embedded=false",
                "--surety.demo.enabled=false",
                "--spring.datasource.url=" + url,
                "--spring.datasource.username=postgres"));
        command.addAll(arguments.stream().filter(a -> !isForTheMachine(a)).toList());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new ForkedApplication(builder.start(), port, log);
    }

    /** Such as {@code http://localhost:4711}. */
    public String base() {
        return "http://localhost:" + port;
    }

    public int port() {
        return port;
    }

    /** What it has written so far. */
    public String log() throws IOException {
        return Files.readString(log);
    }

    /** SIGKILL: it can do nothing about it. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /**
     * SIGTERM.
     *
     * @return the exit code; empty if it still runs after that time
     */
    public OptionalInt terminate(Duration patience) throws InterruptedException {
        process.destroy();
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
                ? OptionalInt.of(process.exitValue())
                : OptionalInt.empty();
    }

    /** @throws IllegalStateException with its log if it ends, or takes more than three minutes; it is stopped then */
    public void awaitReady() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(base() + "/actuator/health/readiness"))
                .build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // It does not listen yet.
            }
            TimeUnit.MILLISECONDS.sleep(250);
        }
        close();
        throw new IllegalStateException("the application did not get ready: " + log());
    }

    private static boolean isForTheMachine(String argument) {
        return argument.startsWith("-X") || argument.startsWith("-D");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
