package io.surety.benchmark;

import io.surety.testing.MainClassPath;
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
import java.util.concurrent.TimeUnit;

/** The whole application as it is shipped, in a process of its own, over a database of the run. */
public final class Application implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final int port;
    private final Path log;

    private Application(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /**
     * Starts it and waits until it is ready. The user {@code admin} has the password {@code surety}.
     *
     * @param arguments of the command line; those that begin with {@code -X} or {@code -D} go to the virtual machine
     */
    static Application start(String url, Path directory, List<String> arguments) throws Exception {
        int port = freePort();
        Path log = directory.resolve("application-" + port + ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments.stream().filter(Application::isForTheMachine).toList());
        command.addAll(List.of("-cp", MainClassPath.get(), "io.surety.SuretyApplication"));
        command.addAll(List.of(
                "--server.port=" + port,
                "--surety.database.embedded=false",
                "--surety.demo.enabled=false",
                "--spring.datasource.url=" + url,
                "--spring.datasource.username=postgres"));
        command.addAll(arguments.stream().filter(a -> !isForTheMachine(a)).toList());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Application application = new Application(process, port, log);
        try {
            application.awaitReady();
        } catch (Exception | Error e) {
            application.close();
            throw e;
        }
        return application;
    }

    /** Such as {@code http://localhost:4711}. */
    public String base() {
        return "http://localhost:" + port;
    }

    public long pid() {
        return process.pid();
    }

    private void awaitReady() throws Exception {
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
        throw new IllegalStateException("the application did not get ready: " + Files.readString(log));
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
