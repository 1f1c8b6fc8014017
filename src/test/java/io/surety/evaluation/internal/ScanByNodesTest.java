package io.surety.evaluation.internal;

import static io.surety.evaluation.clock.Scene.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.database.DatabaseClock;
import io.surety.evaluation.ClockState;
import io.surety.evaluation.RulesChanged;
import io.surety.evaluation.period.Rules;
import io.surety.measurement.ItemRef;
import io.surety.measurement.Measurements;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Several nodes share the scan: one that is slow, fast, stopped or dead loses nothing and repeats nothing, and a walk by other
 * rules holds none of them up.
 */
class ScanByNodesTest extends ClockScenes {

    @Test
    void severalNodesShareTheScanAndEachMarkIsToldExactlyOnce() throws Exception {
        activate("PT4H");
        created(450);
        moveTo("2026-03-02 13:00");

        together(Collections.nCopies(4, (Callable<Integer>) world::scan));

        Map<String, Long> byMark =
                reached().stream().collect(Collectors.groupingBy(t -> t.mark().text(), Collectors.counting()));
        assertThat(byMark).isEqualTo(Map.of("1/2", 450L, "3/4", 450L, "breach", 450L));
        assertThat(reached()).extracting(t -> t.clock() + " " + t.mark()).doesNotHaveDuplicates();
    }

    @Test
    void stopsThatArriveWhileTheScanRunsNeitherLoseNorRepeatABreach() throws Exception {
        activate("PT4H");
        List<ItemRef> items = created(60);
        moveTo("2026-03-02 13:00");

        Callable<Integer> stops = () -> {
            items.forEach(i -> world.take(i, at("2026-03-02 12:30"), "changed", "state", "Resolved"));
            return items.size();
        };
        together(List.of(stops, world::scan, world::scan));

        assertThat(items).allSatisfy(i -> assertThat(world.clocks().of(i))
                .singleElement()
                .satisfies(c -> assertThat(c.state()).isEqualTo(ClockState.STOPPED_LATE)));
        assertThat(told()).filteredOn(t -> t.startsWith("breach")).hasSize(60);
    }

    /** The database ends a node's session in the middle of a batch, as it does when the node dies. */
    @Test
    void aNodeThatDiesInABatchLosesNothingAndRepeatsNothing() throws Exception {
        activate("PT4H");
        created(300);
        moveTo("2026-03-02 13:00");
        AtomicBoolean died = new AtomicBoolean();
        world.heard().listener = t -> {
            if (died.compareAndSet(false, true)) {
                world.bean(JdbcClient.class)
                        .sql("select pg_terminate_backend(pg_backend_pid())")
                        .query(rs -> {});
            }
        };

        together(List.of(world::scan, world::scan));
        moveTo("2026-03-02 13:02");
        world.scan();

        assertThat(died).isTrue();
        assertThat(count("select count(*) from evaluation.clocks where source = :source and state = 'LATE'"))
                .isEqualTo(300);
        assertThat(count("select count(*) from evaluation.breaches b join evaluation.clocks c on c.id = b.clock"
                        + " where c.source = :source"))
                .isEqualTo(300);
    }

    @Test
    void aNodeThatIsToldToStopEndsAfterItsBatchAndTheNextOneGoesOn() {
        activate("PT4H");
        created(1);
        copies(ScanDueClocks.CLOCKS + 99);
        moveTo("2026-03-02 13:00");
        ScanDueClocks stopping = world.another(ScanDueClocks.class);
        world.heard().listener = t -> stopping.stop();

        stopping.run();

        assertThat(late()).isEqualTo(ScanDueClocks.CLOCKS);
        assertThat(stopping.run()).isZero();
        world.heard().listener = t -> {};
        world.scan();
        assertThat(late()).isEqualTo(ScanDueClocks.CLOCKS + 100);
        assertThat(reached())
                .extracting(t -> t.clock() + " " + t.mark())
                .doesNotHaveDuplicates()
                .hasSize(3 * (ScanDueClocks.CLOCKS + 100));
    }

    @Test
    void whileAWalkByOtherRulesHasWorkLeftClocksGoLate_3_4() {
        activate("PT4H");
        created(501);
        walkAnew();
        moveTo("2026-03-02 13:00");
        List<Long> left = new ArrayList<>();
        world.heard().listener = t -> {
            if (t.isBreach()) {
                left.add(walks());
            }
        };

        world.scan();

        assertThat(left).hasSize(501).containsOnly(1L);
        assertThat(late()).isEqualTo(501);
        assertThat(walks()).as("and then goes on, batch by batch").isZero();
    }

    @Test
    void aNodeWithEarlierRulesLeavesTheWalkToThoseWithLaterOnes_3_4() {
        activate("PT4H");
        created(2);
        JdbcClient jdbc = world.bean(JdbcClient.class);
        try {
            jdbc.sql("insert into evaluation.judging_rules (rules, seen_at) values ('1 2999a', :now)")
                    .param("now", java.sql.Timestamp.from(world.time().now()))
                    .update();
            walkAnew();
            world.scan();
            assertThat(walks()).isEqualTo(1);
            assertThat(node(new Rules(2, "2026a")).step()).isFalse();

            assertThat(node(new Rules(1, "2999a")).step()).isTrue();
            assertThat(walks()).isZero();

            walkAnew();
            world.time().moveBy(Rules.SILENCE.minusMillis(1));
            world.scan();
            assertThat(walks()).isEqualTo(1);
            world.time().moveBy(Duration.ofMillis(1));
            world.scan();
            assertThat(walks()).as("no node goes by the later rules any more").isZero();
        } finally {
            jdbc.sql("delete from evaluation.judging_rules").update();
        }
    }

    /** A batch under way, when the others have begun anew by later rules, takes nothing from them. */
    @Test
    void whatABatchHasReachedCountsOnlyForTheWalkThatItBelongsTo_3_4() {
        activate("PT4H");
        created(2);
        walkAnew();
        RulesWalkRows rows = world.bean(RulesWalkRows.class);
        RulesWalkRows.RulesWalk earlier = world.transaction(
                () -> rows.lockNext(world.bean(Rules.class), Instant.EPOCH).orElseThrow());
        JdbcClient jdbc = world.bean(JdbcClient.class);
        try {
            jdbc.sql("insert into evaluation.judging_rules (rules) values ('1 2999a')")
                    .update();
            walkAnew();
            rows.finish(earlier);
            assertThat(walks()).isEqualTo(1);
        } finally {
            jdbc.sql("delete from evaluation.judging_rules").update();
            world.scan();
        }
    }

    private static WalkByRules node(Rules own) {
        return new WalkByRules(
                world.bean(RulesWalkRows.class),
                world.bean(ItemRows.class),
                world.bean(KeepClocks.class),
                world.bean(Measurements.class),
                own,
                world.time(),
                event -> {},
                world.bean(TransactionTemplate.class));
    }

    /** Over the items of this test. */
    private void walkAnew() {
        world.transaction(() -> {
            world.bean(WalkByRules.class).on(new RulesChanged(world.time().now()));
            return world.bean(JdbcClient.class)
                    .sql("delete from evaluation.rules_walks where source <> :source")
                    .param("source", source)
                    .update();
        });
    }

    /** What could not be judged is put off, and the walk goes on. */
    @Test
    void anItemThatCannotBeJudgedByOtherRulesDoesNotHoldUpTheWalk_3_4() {
        activate("PT4H");
        created(2);
        moveTo("2026-03-02 10:30");
        String changed = "update evaluation.clocks set next_threshold_at = null, coming = '' where source = :source";
        world.bean(JdbcClient.class).sql(changed).param("source", source).update();
        world.heard().listener = t -> {
            if (t.item().key().equals("INC0000")) {
                throw new IllegalStateException("nobody home");
            }
        };
        walkAnew();

        world.scan();

        assertThat(walks()).isZero();
        assertThat(reached()).extracting(t -> t.item().key()).containsExactly("INC0001");
        world.heard().listener = t -> {};
        scanAt("2026-03-02 10:40");
        assertThat(reached()).hasSize(2);
    }

    @Test
    void manyDueItemsDoNotKeepAClockFromGoingLate_8() {
        activate("PT4H");
        created(201);
        moveTo("2026-03-02 13:00");
        world.bean(JdbcClient.class)
                .sql("update evaluation.items set next_look_at = :due where source = :source and item_key <> 'INC0000'")
                .param("due", java.sql.Timestamp.from(at("2026-03-02 08:00")))
                .param("source", source)
                .update();
        List<Long> left = new ArrayList<>();
        world.heard().listener = t -> {
            if (t.item().key().equals("INC0000") && t.isBreach()) {
                left.add(count("select count(*) from evaluation.items where source = :source"
                        + " and next_look_at is not null"));
            }
        };

        world.scan();

        assertThat(left).containsExactly(100L);
        assertThat(late()).isEqualTo(201);
    }

    private long walks() {
        return count("select count(*) from evaluation.rules_walks where source = :source");
    }

    /** Of the only item and its clock. */
    private void copies(int count) {
        for (String table : List.of("items", "clocks")) {
            String id = table.equals("clocks") ? "'id', gen_random_uuid(), " : "";
            world.bean(JdbcClient.class)
                    .sql("insert into evaluation." + table + " select (jsonb_populate_record(o, jsonb_build_object("
                            + id
                            + "'item_key', o.item_key || '-' || n))).* from evaluation." + table
                            + " o, generate_series(1, :count) n where o.source = :source")
                    .param("count", count)
                    .param("source", source)
                    .update();
        }
    }

    /** The database decides: a node that went by a clock that is 90 s fast would find what is due in 45 s. */
    @Test
    void aNodeWhoseClockIsFastFiresNothingEarly() {
        activate("PT4H");
        world.create(item, at("2026-03-02 08:00"));
        world.bean(JdbcClient.class)
                .sql(
                        """
                        update evaluation.clocks
                        set next_threshold_at = due.at, breach_at = due.at,
                            coming = 'breach@' || floor(extract(epoch from due.at) * 1000)::bigint
                        from (select date_trunc('milliseconds', clock_timestamp() + interval '45 seconds') as at) due
                        where source = :source
                        """)
                .param("source", source)
                .update();
        node(DatabaseClock.of(world.bean(DataSource.class))).run();
        assertThat(only().state()).isEqualTo(ClockState.RUNNING);
        assertThat(told()).isEmpty();

        node(() -> Instant.now().plusSeconds(90)).run();
        assertThat(told()).hasSize(1);
    }

    private static ScanDueClocks node(TimeSource time) {
        return new ScanDueClocks(
                world.bean(ItemRows.class),
                world.bean(KeepClocks.class),
                world.bean(DueClockRows.class),
                world.bean(PassTime.class),
                world.bean(ContinueRejudgements.class),
                world.bean(WalkByRules.class),
                time,
                world.bean(TransactionTemplate.class));
    }

    private long late() {
        return count("select count(*) from evaluation.clocks where source = :source and state = 'LATE'");
    }

    @Test
    void aListenerThatFailsTakesTheRecordWithItAndTheOthersAreToldAllTheSame() {
        activate("PT4H");
        ItemRef bad = new ItemRef(source, "BAD");
        world.create(item, at("2026-03-02 08:00"));
        world.create(bad, at("2026-03-02 08:00"));
        world.heard().listener = t -> {
            if (t.item().equals(bad)) {
                throw new IllegalStateException("nobody home");
            }
        };

        scanAt("2026-03-02 10:30");
        assertThat(toldOf(item)).hasSizeGreaterThanOrEqualTo(1);
        assertThat(toldOf(bad)).isEmpty();
        assertThat(world.clocks().of(bad).get(0).marks()).isEmpty();

        world.heard().listener = t -> {};
        scanAt("2026-03-02 10:40");
        assertThat(toldOf(bad)).hasSize(1);
    }

    private static void together(List<? extends Callable<Integer>> works) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(works.size());
        ExecutorService threads = Executors.newFixedThreadPool(works.size());
        try {
            List<Future<Integer>> results = works.stream()
                    .map(w -> threads.submit(() -> {
                        barrier.await();
                        return w.call();
                    }))
                    .toList();
            for (Future<Integer> result : results) {
                result.get();
            }
        } finally {
            threads.shutdown();
        }
    }
}
