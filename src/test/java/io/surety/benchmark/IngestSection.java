package io.surety.benchmark;

import io.surety.measurement.Rollups;
import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.context.ConfigurableApplicationContext;

/** Measurements over REST, with a source token and all of security, against what PostgreSQL does by itself. */
final class IngestSection implements Section {

    private static final int ROWS = 300_000;
    private static final int SERVICES = 200;
    private static final int ROUNDS = 3;
    /** Short ones by turns: a machine that is shared is faster and slower for seconds, which then meets both. */
    private static final int SINGLE_ROUNDS = 15;

    private static final Duration SINGLE_TIME = Duration.ofMillis(1400);
    private static final Duration FOLDED_TIME = Duration.ofSeconds(4);
    private static final Instant START = Instant.now().minus(Duration.ofHours(20));

    private static final Duration WARM_UP = Duration.ofSeconds(45);
    private static final Duration FOLD_EVERY = Duration.ofSeconds(1);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong clientNanos = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();

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
        // Both fold; one of them before it judges.
        ConfigurableApplicationContext application =
                bench.context("--surety.measurement.fold-every=PT1H", "--surety.evaluation.judge-every=PT1H");
        int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        application
                .getBean(RegisterParties.class)
                .organisation(new Organisation(new OrganisationId("bench-provider"), "Bench", null));
        application
                .getBean(Sources.class)
                .register(new Source("bench", new OrganisationId("bench-provider"), Set.of()), PersonId.SYSTEM);
        String token = PlainHttp.token(port, "bench");
        DataSource database = application.getBean(DataSource.class);
        bench.note(
                "Clients keep plain sockets open in the same process and share the cores with what they measure. What"
                        + " they send in a batch, and what COPY reads, is made before the clock starts. Readings are not folded into"
                        + " rollups meanwhile, as the peers fold nothing either, but for the line that says so. Single events are sent for "
                        + WARM_UP.toSeconds()
                        + " s before the clock starts, and one batch, until the JVM has compiled what they run through. Single events and their peer take "
                        + SINGLE_ROUNDS
                        + " short turns each, because a machine that is shared is faster and slower for seconds; what is told is what all turns come to together.");
        batches(bench, port, token, database);
        singles(bench, port, token);
        others(bench, port, token, application.getBean(Rollups.class));
    }

    private void batches(Bench bench, int port, String token, DataSource database) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table public.bench_peer (source integer not null, id text not null,"
                    + " service text not null, at timestamptz not null, good bigint not null, total bigint not null,"
                    + " primary key (source, id))");
        }
        post(port, token, ROWS);
        copy(database, ROWS);
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
            bench.check("every acknowledged counter is stored once", rows.getLong(1) == (ROUNDS + 1) * ROWS);
        }
    }

    /** @return seconds until all of it was answered as taken */
    private double post(int port, String token, int rows) throws IOException {
        long first = ids.getAndAdd(rows);
        byte[] body = lines(rows, i -> ndjson(first + i));
        try (var http = new PlainHttp(port, token, "application/x-ndjson")) {
            long start = System.nanoTime();
            http.post(body, rows);
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private double copy(DataSource database, int rows) throws SQLException, IOException {
        long first = ids.getAndAdd(rows);
        byte[] body = lines(rows, i -> csv(first + i));
        try (Connection connection = database.getConnection()) {
            long start = System.nanoTime();
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy public.bench_peer from stdin (format csv)", new ByteArrayInputStream(body), 1 << 16);
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

    private static byte[] lines(int rows, IntFunction<String> line) {
        var text = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            text.append(line.apply(i));
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void singles(Bench bench, int port, String token) throws Exception {
        Load.run(4, WARM_UP, () -> counters(port, token));
        for (int clients : new int[] {1, 4, 16}) {
            List<Load> ours = new ArrayList<>();
            List<Load> peers = new ArrayList<>();
            for (int round = 0; round < SINGLE_ROUNDS; round++) {
                ours.add(Load.run(clients, SINGLE_TIME, () -> counters(port, token)));
                peers.add(bench.control(clients, SINGLE_TIME));
            }
            Load all = Load.together(ours);
            bench.figure(
                    "REST single event, durable, with a source token, " + clients + " clients",
                    Bar.ratioAtLeast(clients == 16 ? 0.3 : 0.5),
                    all.perSecond(),
                    "INSERT + COMMIT, " + clients + " clients",
                    Load.together(peers).perSecond(),
                    "events/s");
            bench.figure("the same, p99", Bar.NONE, all.percentileMillis(0.99), "ms");
            bench.figure("the same, the longest", Bar.NONE, all.longestMillis(), "ms");
        }
    }

    /** What the bars do not ask for and a reader will. */
    private void others(Bench bench, int port, String token, Rollups rollups) throws Exception {
        var folding = new AtomicBoolean(true);
        var fold = new Thread(() -> {
            while (folding.get()) {
                rollups.settle();
                LockSupport.parkNanos(FOLD_EVERY.toNanos());
            }
        });
        rollups.settle();
        fold.start();
        bench.figure(
                "the same with 4 clients, while what came is folded each second",
                Bar.NONE,
                Load.run(4, FOLDED_TIME, () -> counters(port, token)).perSecond(),
                "events/s");
        folding.set(false);
        fold.join();
        bench.note("A client spends %.0f µs of processor time on each request, which is part of what was measured."
                .formatted(clientNanos.get() / 1e3 / Math.max(1, requests.get())));
    }

    private Load.Client counters(int port, String token) throws IOException {
        return new Single(new PlainHttp(port, token, "application/json"), IngestSection::ndjson);
    }

    /** Sends one event after the other, and notes what that costs. */
    private final class Single implements Load.Client {

        private final PlainHttp http;
        private final LongFunction<String> event;
        private final long before = THREADS.getCurrentThreadCpuTime();
        private long sent;

        Single(PlainHttp http, LongFunction<String> event) {
            this.http = http;
            this.event = event;
        }

        @Override
        public void once() throws IOException {
            http.post(event.apply(ids.getAndIncrement()).getBytes(StandardCharsets.US_ASCII), 1);
            sent++;
        }

        @Override
        public void close() throws IOException {
            clientNanos.addAndGet(THREADS.getCurrentThreadCpuTime() - before);
            requests.addAndGet(sent);
            http.close();
        }
    }
}
