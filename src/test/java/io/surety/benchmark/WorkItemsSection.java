package io.surety.benchmark;

import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The events of tickets over REST, one by one and many at once, with and without clocks that depend on them. */
final class WorkItemsSection implements Section {

    private static final Duration TIME = Duration.ofSeconds(3);
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final int BATCH = 20_000;
    private static final int ROUNDS = 3;

    /** A source of which no agreement speaks, and one with an agreement of two terms. */
    private static final String FREE = "free";

    private static final String DESK = "desk";

    /** From its creation to its end. */
    private static final List<String> LIFE = List.of(
            "{\"state\":\"New\",\"type\":\"incident\",\"service\":\"desk\",\"customer\":\"bench-acme\"}",
            "{\"state\":\"Active\",\"group\":\"second line\"}",
            "{\"state\":\"Awaiting User\"}",
            "{\"state\":\"Active\"}",
            "{\"state\":\"Resolved\"}");

    private static final String AGREEMENT =
            """
            apiVersion: surety/v1
            kind: Agreement
            metadata: {name: bench-desk, title: Desk}
            spec:
              type: SLA
              scope: customer
              parties: [{id: bench-provider, role: provider}, {id: bench-acme, role: customer}]
              period: {start: "2020-01-01", end: "2040-01-01", zone: Europe/Berlin, calendar: day, notice: P30D, renewal: none}
              services: [{id: desk, description: help, notIncluded: []}]
              calendars: [{id: day, zone: Europe/Berlin, windows: [{days: [MO, TU, WE, TH, FR], from: "08:00", to: "18:00"}]}]
              sources: [{id: desk, kind: work-items, complete: watermark}]
              escalations: [{id: late, tiers: [{at: {elapsed: "75%"}, tell: [{role: lead}], by: [mail]}]}]
              terms:
                - {id: respond, service: desk, obligated: provider, escalation: late, measure: {kind: duration, of: work-item, source: desk, start: {event: created}, stop: {enters: {state: [Active, Resolved]}}}, targets: [{id: all, calendar: day, within: PT4H}]}
                - {id: resolve, service: desk, obligated: provider, escalation: late, measure: {kind: duration, of: work-item, source: desk, start: {event: created}, pause: [{while: {state: [Awaiting User]}, party: customer}], stop: {enters: {state: [Resolved]}}}, targets: [{id: all, calendar: day, within: PT16H}]}
            """;

    private final AtomicLong tickets = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();

    @Override
    public String name() {
        return "items";
    }

    @Override
    public String title() {
        return "Work items";
    }

    @Override
    public void run(Bench bench) throws Exception {
        ConfigurableApplicationContext application =
                bench.context("--surety.measurement.fold-every=PT1H", "--surety.evaluation.judge-every=PT1H");
        int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        register(application);
        activate(application);
        bench.note(
                "A ticket has five events: it is created, taken on, waits for its user, goes on and is resolved. A client tells of"
                        + " one event a request, of one ticket after the other, and all of a line deliver for the same source. *Under"
                        + " two clocks* each event has both judged again, and what follows from them stored, before it is answered;"
                        + " the peer inserts one row.");
        String free = PlainHttp.token(port, FREE);
        String desk = PlainHttp.token(port, DESK);
        Load.run(4, WARM_UP, () -> new Ticket(port, desk, DESK));
        Load.run(4, TIME, () -> new Ticket(port, free, FREE));
        for (int clients : new int[] {1, 4, 16}) {
            double peer = bench.control(clients).perSecond();
            single(bench, "an event of which no agreement speaks", clients, peer, () -> new Ticket(port, free, FREE));
            single(bench, "an event under two clocks", clients, peer, () -> new Ticket(port, desk, DESK));
        }
        batches(bench, port, free, FREE, "of which no agreement speaks");
        batches(bench, port, desk, DESK, "under two clocks");
        check(bench, application.getBean(JdbcClient.class));
    }

    private static void single(
            Bench bench, String what, int clients, double peer, Callable<? extends Load.Client> client)
            throws Exception {
        Load load = Load.run(clients, TIME, client);
        String by = clients + (clients == 1 ? " client" : " clients");
        bench.figure(
                "REST " + what + ", " + by, Bar.NONE, load.perSecond(), "INSERT + COMMIT, " + by, peer, "events/s");
        bench.figure("the same, p99", Bar.NONE, load.percentileMillis(0.99), "ms");
    }

    /** All tickets of a batch live at the same time, so their events lie far from each other. */
    private void batches(Bench bench, int port, String token, String source, String what) throws Exception {
        double[] rates = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            byte[] body = body(source);
            try (var http = new PlainHttp(port, token, "application/x-ndjson")) {
                double millis = Rounds.millis(() -> {
                    http.post(body, BATCH);
                    return body;
                });
                rates[round] = BATCH / millis * 1000;
            }
            sent.addAndGet(BATCH);
        }
        Arrays.sort(rates);
        bench.figure(
                "%,d events %s in one NDJSON request".formatted(BATCH, what), Bar.NONE, rates[ROUNDS / 2], "events/s");
    }

    private byte[] body(String source) {
        int count = BATCH / LIFE.size();
        long first = tickets.getAndAdd(count);
        Instant start = Instant.now().minus(Duration.ofHours(1));
        var text = new StringBuilder();
        for (int step = 0; step < LIFE.size(); step++) {
            for (long ticket = first; ticket < first + count; ticket++) {
                text.append(event(source, ticket, step, start.plus(Duration.ofMinutes(10L * step))));
            }
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String event(String source, long ticket, int step, Instant at) {
        return "{\"kind\":\"work-item\",\"source\":\"" + source + "\",\"id\":\"" + ticket + "-" + step
                + "\",\"item\":\"INC" + ticket + "\",\"type\":\"" + (step == 0 ? "created" : "changed")
                + "\",\"at\":\"" + at + "\",\"attributes\":" + LIFE.get(step) + "}\n";
    }

    private void check(Bench bench, JdbcClient jdbc) {
        long stored = jdbc.sql("select count(*) from measurement.records")
                .query(Long.class)
                .single();
        bench.check("every acknowledged event is stored once (%,d)".formatted(stored), stored == sent.get());
        long wrong = jdbc.sql(
                        """
                        select count(*) from evaluation.items i where source = 'desk' and 2 <> (
                            select count(*) from evaluation.clocks c
                            where c.source = i.source and c.item_key = i.item_key)
                        """)
                .query(Long.class)
                .single();
        bench.check("every ticket under the agreement has its two clocks", wrong == 0);
    }

    private static void register(ConfigurableApplicationContext application) {
        for (String party : List.of("bench-provider", "bench-acme")) {
            application
                    .getBean(RegisterParties.class)
                    .organisation(new Organisation(new OrganisationId(party), party, null));
        }
        for (String source : List.of(FREE, DESK)) {
            application
                    .getBean(Sources.class)
                    .register(new Source(source, new OrganisationId("bench-provider"), Set.of()), PersonId.SYSTEM);
        }
    }

    private static void activate(ConfigurableApplicationContext application) {
        Agreements agreements = application.getBean(Agreements.class);
        var document = application.getBean(ReadDocument.class).read(AGREEMENT.getBytes(StandardCharsets.UTF_8));
        VersionRef ref = agreements.draft(document, PersonId.SYSTEM).ref();
        for (VersionState state : List.of(
                VersionState.NEGOTIATING,
                VersionState.AGREED,
                VersionState.IN_APPROVAL,
                VersionState.APPROVED,
                VersionState.ACTIVE)) {
            agreements.move(ref, state, PersonId.SYSTEM, "measured");
        }
    }

    /** A client that tells of one ticket after the other. */
    private final class Ticket implements Load.Client {

        private final PlainHttp http;
        private final String source;
        private long ticket = tickets.getAndIncrement();
        private int step;

        Ticket(int port, String token, String source) throws IOException {
            this.http = new PlainHttp(port, token, "application/json");
            this.source = source;
        }

        @Override
        public void once() throws IOException {
            http.post(event(source, ticket, step, Instant.now()).getBytes(StandardCharsets.US_ASCII), 1);
            sent.incrementAndGet();
            step++;
            if (step == LIFE.size()) {
                step = 0;
                ticket = tickets.getAndIncrement();
            }
        }

        @Override
        public void close() throws IOException {
            http.close();
        }
    }
}
