package io.surety.evaluation.internal;

import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.benchmark.Bar;
import io.surety.benchmark.Bench;
import io.surety.benchmark.Plot;
import io.surety.benchmark.Plot.Axis;
import io.surety.benchmark.Plot.Line;
import io.surety.benchmark.Plot.Point;
import io.surety.benchmark.Rounds;
import io.surety.benchmark.Section;
import io.surety.evaluation.FindDueClocks;
import io.surety.evaluation.ThresholdsReached;
import io.surety.evaluation.clock.Scene;
import io.surety.party.PersonId;
import io.surety.testing.IntoForce;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.core.ResolvableType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The due-date scan over a million open clocks, in the whole application on a real PostgreSQL. */
public final class ClocksSection implements Section {

    /** A smaller one, of 20,000 or more, shows quickly that the section runs. */
    private static final int MANY = Integer.getInteger("clocks.open", 1_000_000);

    private static final int FEW = MANY / 100;
    private static final int SOME = MANY / 10;
    private static final int STORM = MANY / 10;
    private static final int AGREEMENTS = 20;
    private static final int IDLE_SCANS = 300;
    private static final int DRAINS = 3;
    private static final PersonId NORA = new PersonId("nora");

    /** The same writes as ours in batches of the same size, without judging and without telling anybody. */
    private static final String BARE_BATCH =
            """
            with due as (
                select id from evaluation.clocks where next_threshold_at < clock_timestamp()
                order by next_threshold_at limit :batch for no key update skip locked),
            late as (
                update evaluation.clocks c
                set state = 'LATE', decision = 'LATE', decided_at = breach_at, elapsed_millis = target_millis,
                    next_threshold_at = null, coming = ''
                from due where c.id = due.id
                returning c.id, agreement, version, term, target, breach_at)
            insert into evaluation.breaches (clock, agreement, version, term, target, breach_at, found_at, retroactive)
            select id, agreement, version, term, target, breach_at, clock_timestamp(), false from late
            """;

    @Override
    public String name() {
        return "clocks";
    }

    @Override
    public String title() {
        return "The due-date scan";
    }

    @Override
    public void run(Bench bench) throws Exception {
        ConfigurableApplicationContext context =
                bench.context("--surety.scheduling.enabled=false", "--camunda.bpm.job-execution.enabled=false");
        Scanned scanned = new Scanned(context);
        scanned.agree("quiet", "");
        scanned.agree("loud", "escalation: ladder, ");
        bench.note(
                "%,d open clocks of %d agreements, whose items are rows too. The bare drain is one statement that takes"
                                .formatted(MANY, 2 * AGREEMENTS)
                        + " as many clocks by the same index and with `SKIP LOCKED`, makes them late and inserts their breaches,"
                        + " in the same tables with the same indexes and keys; it judges nothing and tells nobody. One client"
                        + " each, by turns.");
        List<Point> idle = new ArrayList<>();
        List<Point> thousand = new ArrayList<>();
        scanned.fill(FEW);
        scanned.makeDue("quiet", FEW / 2);
        double few = scanned.heapInTheMiddle();
        grown(scanned, FEW, idle, thousand);
        scanned.fill(SOME);
        grown(scanned, SOME, idle, thousand);
        scanned.fill(MANY);
        grown(scanned, MANY, idle, thousand);
        bench.plot(new Plot(
                "items",
                "One scan, by how many clocks are open",
                new Axis("open clocks, each of an item", true),
                new Axis("milliseconds", true),
                List.of(new Line("nothing is due", idle), new Line("1,000 are due", thousand))));
        idle(bench, scanned);
        drain(bench, scanned, "quiet", "no escalation");
        drain(bench, scanned, "loud", "each breach joins an escalation, which is a row more");
        together(bench, scanned);
        scanned.makeDue("quiet", STORM);
        double many = scanned.heapInTheMiddle();
        bench.figure(
                "heap in the middle of a scan, %,d open clocks".formatted(MANY),
                Bar.within(0.1),
                many,
                "the same with %,d".formatted(FEW),
                few,
                "MB");
    }

    private static void grown(Scanned scanned, int open, List<Point> idle, List<Point> thousand) throws Exception {
        scanned.makeDue("quiet", 1000);
        thousand.add(new Point(open, Rounds.millis(scanned.scan::run)));
        idle.add(new Point(open, idleMillis(scanned)[IDLE_SCANS / 2]));
    }

    private static double[] idleMillis(Scanned scanned) {
        double[] millis = new double[IDLE_SCANS];
        for (int warm = 0; warm < IDLE_SCANS; warm++) {
            scanned.scan.run();
        }
        for (int i = 0; i < IDLE_SCANS; i++) {
            long start = System.nanoTime();
            scanned.scan.run();
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        return millis;
    }

    private static void idle(Bench bench, Scanned scanned) {
        double[] millis = idleMillis(scanned);
        bench.figure("idle scan, median", Bar.atMost(1, "ms"), millis[IDLE_SCANS / 2], "ms");
        bench.figure("idle scan, p99", Bar.NONE, millis[(int) (IDLE_SCANS * 0.99) - 1], "ms");
    }

    private static void drain(Bench bench, Scanned scanned, String which, String how) throws Exception {
        List<String> exact = new ArrayList<>();
        Rounds rounds = Rounds.of(
                DRAINS,
                () -> {
                    scanned.makeDue(which, STORM);
                    double millis = Rounds.millis(scanned.scan::run);
                    exact.add(scanned.found(which));
                    return STORM / millis * 1000;
                },
                () -> {
                    scanned.makeDue(which, STORM);
                    return STORM / Rounds.millis(scanned::bareDrain) * 1000;
                });
        bench.figure(
                "%,d due at once, %s".formatted(STORM, how),
                Bar.ratioAtLeast(0.5),
                rounds.ours(),
                "bare drain",
                rounds.peer(),
                "clocks/s");
        bench.check(
                "%,d due at once, %s: each is late and has one breach, in every round (%s)"
                        .formatted(STORM, how, String.join("; ", exact)),
                exact.stream().allMatch(Scanned.expected(which)::equals));
    }

    private static void together(Bench bench, Scanned scanned) throws Exception {
        scanned.makeDue("loud", STORM);
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        double millis;
        try {
            millis = Rounds.millis(() -> {
                for (Future<Integer> node :
                        nodes.invokeAll(Collections.<Callable<Integer>>nCopies(2, scanned.scan::run))) {
                    node.get();
                }
                return null;
            });
        } finally {
            nodes.shutdown();
        }
        bench.figure(
                "%,d due at once, two scans beside each other".formatted(STORM),
                Bar.NONE,
                STORM / millis * 1000,
                "clocks/s");
        String found = scanned.found("loud");
        bench.check(
                "two scans beside each other: each is late and has one breach (" + found + ")",
                found.equals(Scanned.expected("loud")));
    }

    /** A million clocks, and the scan. */
    private static final class Scanned {

        private final ConfigurableApplicationContext context;
        private final JdbcClient jdbc;
        private final FindDueClocks scan;

        Scanned(ConfigurableApplicationContext context) {
            this.context = context;
            this.jdbc = context.getBean(JdbcClient.class);
            this.scan = context.getBean(FindDueClocks.class);
        }

        void agree(String which, String escalation) {
            for (int i = 0; i < AGREEMENTS; i++) {
                String term = "{id: resolve, service: service-desk, obligated: provider, " + escalation
                        + "measure: {kind: duration, of: work-item, source: tickets, start: {event: created},"
                        + " stop: {enters: {state: [Resolved]}}}, targets: [{id: all, calendar: day, within: PT4H}]}";
                String text = Scene.text(which + "-" + i, "SLA", "customer", 0, "northwind-it", term);
                context.getBean(TransactionTemplate.class).executeWithoutResult(status -> activate(text));
            }
        }

        private void activate(String text) {
            IntoForce.bring(context.getBean(Agreements.class), context.getBean(ReadDocument.class), text, NORA);
        }

        /**
         * Adds running clocks that are due in the next month until there are so many. Indexes are made again after that,
         * which is faster than to keep them.
         */
        void fill(int count) {
            List<String> indexes = jdbc.sql(
                            """
                            select indexdef from pg_indexes join pg_class on relname = indexname
                            join pg_index on indexrelid = pg_class.oid
                            where schemaname = 'evaluation' and tablename in ('clocks', 'items') and not indisunique
                            """)
                    .query(String.class)
                    .list();
            for (String index : indexes) {
                jdbc.sql("drop index evaluation." + index.split(" ")[2]).update();
            }
            insert(count);
            indexes.forEach(index -> jdbc.sql(index).update());
            jdbc.sql("vacuum analyze evaluation.clocks").update();
            jdbc.sql("vacuum analyze evaluation.items").update();
        }

        private void insert(int count) {
            int there = jdbc.sql("select count(*) from evaluation.clocks")
                    .query(Integer.class)
                    .single();
            new OpenClocks(jdbc)
                    .insert(
                            "tickets",
                            "generate_series(" + (there + 1) + ", " + count + ") n",
                            "case n % 2 when 0 then 'quiet-' else 'loud-' end || n / 2 % " + AGREEMENTS,
                            "clock_timestamp() + interval '1 day' + n * interval '2 seconds'");
        }

        /** Brings everything back to before any scan, with so many clocks that have been due since within the last hour. */
        void makeDue(String which, int count) {
            jdbc.sql("truncate evaluation.breaches, evaluation.thresholds").update();
            jdbc.sql("truncate escalation.subjects").update();
            jdbc.sql(
                            """
                            update evaluation.clocks c
                            set state = 'RUNNING', decision = null, decided_at = null, elapsed_millis = 0,
                                deadline_at = due.at, breach_at = due.at, next_threshold_at = due.at,
                                coming = 'breach@' || floor(extract(epoch from due.at) * 1000)::bigint
                            from (select id, date_trunc('milliseconds', clock_timestamp() - interval '1 hour'
                                      + random() * interval '50 minutes') as at
                                  from evaluation.clocks where agreement like :which
                                  order by state <> 'LATE', item_key limit :count) due
                            where c.id = due.id
                            """)
                    .param("which", which + "-%")
                    .param("count", count)
                    .update();
            jdbc.sql("vacuum analyze evaluation.clocks").update();
            jdbc.sql("checkpoint").update();
        }

        Integer bareDrain() {
            int all = 0;
            int batch;
            do {
                batch = jdbc.sql(BARE_BATCH)
                        .param("batch", ScanDueClocks.CLOCKS)
                        .update();
                all += batch;
            } while (batch > 0);
            return all;
        }

        static String expected(String which) {
            return "%d late, %d breaches, %d told of".formatted(STORM, STORM, which.equals("loud") ? STORM : 0);
        }

        String found(String which) {
            long late = jdbc.sql(
                            "select count(*) from evaluation.clocks where state = 'LATE' and agreement like :which")
                    .param("which", which + "-%")
                    .query(Long.class)
                    .single();
            long breaches = jdbc.sql("select count(*) from evaluation.breaches where agreement like :which")
                    .param("which", which + "-%")
                    .query(Long.class)
                    .single();
            long told = jdbc.sql("select count(*) from escalation.subjects")
                    .query(Long.class)
                    .single();
            return "%d late, %d breaches, %d told of".formatted(late, breaches, told);
        }

        /** What is held while a batch is judged and told, in megabytes. */
        double heapInTheMiddle() {
            double[] held = new double[1];
            int[] batches = new int[1];
            context.addApplicationListener(new GenericApplicationListener() {
                @Override
                public boolean supportsEventType(ResolvableType type) {
                    return ThresholdsReached.class.equals(type.resolveGeneric(0));
                }

                @Override
                public void onApplicationEvent(ApplicationEvent event) {
                    if (++batches[0] == 1) {
                        held[0] = heap() / 1e6;
                    }
                }
            });
            scan.run();
            return held[0];
        }

        private static long heap() {
            try {
                return Bench.heap();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
