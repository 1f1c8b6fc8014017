package io.surety.measurement.prometheus;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** A monitoring system that answers as a test wants it, where a real one would have to be broken. */
final class FakeMonitoring implements AutoCloseable {

    /** What is asked of it. */
    record Question(String query, Instant from, Instant to, Duration step) {

        /** An answer in which each step has the same value. */
        String each(String value) {
            String points = LongStream.rangeClosed(0, Duration.between(from, to).dividedBy(step))
                    .map(n -> from.getEpochSecond() + n * step.toSeconds())
                    .mapToObj(at -> "[" + at + ",\"" + value + "\"]")
                    .collect(Collectors.joining(","));
            return success("[{\"metric\":{},\"values\":[" + points + "]}]");
        }

        static String success(String result) {
            return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":" + result + "}}";
        }
    }

    /** @param clock what the server says that its clock shows; null if it says nothing of it */
    record Reply(String body, boolean isWhole, @Nullable Instant clock) {

        static Reply of(String body) {
            return new Reply(body, true, null);
        }
    }

    @FunctionalInterface
    interface Behaviour {
        Reply answer(Question question) throws Exception;
    }

    private final ServerSocket socket;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<Question> asked = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour;

    private FakeMonitoring(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::serve);
    }

    static FakeMonitoring that(Behaviour behaviour) throws IOException {
        return new FakeMonitoring(behaviour);
    }

    void now(Behaviour other) {
        behaviour = other;
    }

    List<Question> asked() {
        return List.copyOf(asked);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "fake-monitoring");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                open.add(client);
                daemon(() -> answer(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void answer(Socket client) {
        try {
            Question question = read(new BufferedInputStream(client.getInputStream()));
            asked.add(question);
            Reply reply = behaviour.answer(question);
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            String date = reply.clock() == null
                    ? ""
                    : "Date: "
                            + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                    reply.clock().atOffset(ZoneOffset.UTC)) + "\r\n";
            OutputStream out = client.getOutputStream();
            out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n" + date
                            + "Content-Length: " + (reply.isWhole() ? body.length : body.length + 1) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
            if (reply.isWhole()) {
                client.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Question read(InputStream in) throws IOException {
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        Map<String, String> form = new HashMap<>();
        for (String pair : new String(in.readNBytes(length), StandardCharsets.UTF_8).split("&")) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return new Question(
                form.getOrDefault("query", ""),
                Instant.ofEpochSecond(Long.parseLong(form.getOrDefault("start", ""))),
                Instant.ofEpochSecond(Long.parseLong(form.getOrDefault("end", ""))),
                Duration.ofSeconds(Long.parseLong(form.getOrDefault("step", ""))));
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket client : open) {
            client.close();
        }
    }
}
