package io.surety.benchmark;

import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.context.ConfigurableApplicationContext;

/** Measurements over REST, with a source token and all of security, against what PostgreSQL does by itself. */
final class IngestSection implements Section {

    private static final int ROWS = 300_000;
    private static final int SERVICES = 200;
    private static final int ROUNDS = 3;
    private static final Duration SINGLE_TIME = Duration.ofSeconds(4);
    private static final Instant START = Instant.now().minus(Duration.ofHours(20));

    private final AtomicLong ids = new AtomicLong();

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public String title() {
        return "Ingestion";
    }

    @Override
    public void run(Bench bench) throws Exception {
        ConfigurableApplicationContext application = bench.context("--surety.measurement.fold-every=PT1H");
        int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        application
                .getBean(RegisterParties.class)
                .organisation(new Organisation(new OrganisationId("bench-provider"), "Bench", null));
        application
                .getBean(Sources.class)
                .register(new Source("bench", new OrganisationId("bench-provider"), Set.of()), PersonId.SYSTEM);
        String token = token(port);
        DataSource database = application.getBean(DataSource.class);
        batches(bench, port, token, database);
        singles(bench, port, token);
    }

    private static String token(int port) throws IOException, InterruptedException {
        String login = Base64.getEncoder().encodeToString("admin:surety".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/source-tokens"))
                                .header("Authorization", "Basic " + login)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"source\":\"bench\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return answer.body().replaceAll("(?s).*\"secret\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    }

    private void batches(Bench bench, int port, String token, DataSource database) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table public.bench_peer (source integer not null, id text not null,"
                    + " service text not null, at timestamptz not null, good bigint not null, total bigint not null,"
                    + " primary key (source, id))");
        }
        post(port, token, 20_000);
        copy(database, 20_000);
        Rounds rate = Rounds.of(ROUNDS, () -> ROWS / post(port, token, ROWS), () -> ROWS / copy(database, ROWS));
        bench.figure(
                "REST NDJSON batch, durable, deduplicated, " + ROWS + " counters in one request",
                Bar.ratioAtLeast(0.3),
                rate.ours(),
                "COPY into a table with the same key",
                rate.peer(),
                "rows/s");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from measurement.readings")) {
            rows.next();
            bench.check("every acknowledged counter is stored once", rows.getLong(1) == ROUNDS * ROWS + 20_000);
        }
    }

    /** @return seconds until all of it was answered as taken */
    private double post(int port, String token, int rows) throws IOException, InterruptedException {
        long first = ids.getAndAdd(rows);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/measurements"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofInputStream(() -> lines(rows, i -> ndjson(first + i))))
                .build();
        long start = System.nanoTime();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        double seconds = (System.nanoTime() - start) / 1e9;
        if (answer.statusCode() != 200 || !answer.body().contains("\"taken\":" + rows)) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return seconds;
    }

    private double copy(DataSource database, int rows) throws SQLException, IOException {
        long first = ids.getAndAdd(rows);
        try (Connection connection = database.getConnection()) {
            long start = System.nanoTime();
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy public.bench_peer from stdin (format csv)",
                            lines(rows, i -> csv(first + i)),
                            1 << 16);
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private static String ndjson(long id) {
        return "{\"kind\":\"counter\",\"source\":\"bench\",\"id\":\"event-" + id + "\",\"service\":\"service-"
                + id % SERVICES + "\",\"at\":\"" + at(id) + "\",\"good\":" + id % 10 + ",\"total\":10}\n";
    }

    private static String csv(long id) {
        return "1,event-" + id + ",service-" + id % SERVICES + "," + at(id) + "," + id % 10 + ",10\n";
    }

    private static Instant at(long id) {
        return START.plusMillis(id * 20);
    }

    private static InputStream lines(int rows, IntFunction<String> line) {
        int part = 1000;
        Iterator<InputStream> parts = IntStream.range(0, (rows + part - 1) / part)
                .mapToObj(p -> {
                    var text = new StringBuilder();
                    for (int i = p * part; i < Math.min(rows, (p + 1) * part); i++) {
                        text.append(line.apply(i));
                    }
                    return (InputStream)
                            new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
                })
                .iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return parts.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return parts.next();
            }
        });
    }

    private void singles(Bench bench, int port, String token) throws Exception {
        Load.run(4, Duration.ofSeconds(6), () -> new PlainHttp(port, token));
        for (int clients : new int[] {1, 4, 16}) {
            double[] p99 = new double[1];
            Rounds rate = Rounds.of(
                    ROUNDS,
                    () -> {
                        Load load = Load.run(clients, SINGLE_TIME, () -> new PlainHttp(port, token));
                        p99[0] = load.percentileMillis(0.99);
                        return load.perSecond();
                    },
                    () -> bench.control(clients).perSecond());
            bench.figure(
                    "REST single event, durable, with a source token, " + clients + " clients",
                    Bar.ratioAtLeast(clients == 16 ? 0.3 : 0.5),
                    rate.ours(),
                    "INSERT + COMMIT, " + clients + " clients",
                    rate.peer(),
                    "events/s");
            bench.figure("the same, p99 of the last round", Bar.NONE, p99[0], "ms");
        }
    }

    /** One connection that is kept open; as little of a client as HTTP allows, because it shares the cores. */
    private final class PlainHttp implements Load.Client {

        private final Socket socket;
        private final InputStream in;
        private final String head;
        private final byte[] buffer = new byte[8192];

        PlainHttp(int port, String token) throws IOException {
            socket = new Socket("localhost", port);
            socket.setTcpNoDelay(true);
            in = socket.getInputStream();
            head = "POST /api/measurements HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                    + "\r\nContent-Type: application/json\r\nContent-Length: ";
        }

        @Override
        public void once() throws IOException {
            String body = ndjson(ids.getAndIncrement());
            socket.getOutputStream()
                    .write((head + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
            String answer = read();
            if (!answer.startsWith("HTTP/1.1 200") || !answer.contains("\"taken\":1")) {
                throw new IllegalStateException(answer);
            }
        }

        /** The answer is chunked, and small enough to end with its last chunk. */
        private String read() throws IOException {
            int length = 0;
            while (true) {
                int n = in.read(buffer, length, buffer.length - length);
                if (n < 0) {
                    throw new IOException("the connection was closed");
                }
                length += n;
                String answer = new String(buffer, 0, length, StandardCharsets.US_ASCII);
                if (isWhole(answer)) {
                    return answer;
                }
            }
        }

        private boolean isWhole(String answer) {
            int end = answer.indexOf("\r\n\r\n");
            if (end < 0) {
                return false;
            }
            int at = answer.indexOf("Content-Length: ");
            if (at < 0 || at > end) {
                return answer.endsWith("0\r\n\r\n");
            }
            int length = Integer.parseInt(answer.substring(at + 16, answer.indexOf('\r', at)));
            return answer.length() >= end + 4 + length;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
