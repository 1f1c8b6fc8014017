package io.surety.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.party.PersonId;
import io.surety.shared.Interval;
import io.surety.testing.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes that fold and tidy while readings are delivered, corrected, moved and contradicted. */
@Timeout(120)
class FoldingRacesTest {

    private static final int NODES = 2;
    private static final int DELIVERIES = 2;
    private static final Map<String, Duration> KEEP = Map.of("otherwise", Duration.ofDays(10));
    private static final SeriesRef PORTAL = SeriesRef.of("tickets", "portal");
    private static final Interval TEN_DAYS =
            new Interval(Instant.parse("2026-02-21T00:00:00Z"), Instant.parse("2026-03-03T00:00:00Z"));

    /** Few minutes of several days, so that many meet in one bucket, and often move to another day. */
    private static List<Measurement> revisions(Random random) {
        var all = new ArrayList<Measurement>();
        for (int i = 0; i < 300; i++) {
            Instant at = Instant.parse("2026-02-22T10:00:00Z")
                    .plus(Duration.ofDays(random.nextInt(8)))
                    .plusSeconds(random.nextInt(600));
            Content content =
                    switch (random.nextInt(5)) {
                        case 0 -> new Content.Withdrawn(Kind.COUNTER);
                        case 1 -> new Content.Gauge("portal", "", at, BigDecimal.valueOf(random.nextInt(100), 1));
                        default -> new Content.Counter("portal", at, random.nextInt(3), 3);
                    };
            all.add(new Measurement("r" + random.nextInt(100), random.nextInt(4), 0, content));
        }
        return all;
    }

    @Test
    void whateverIsFoldedWhileItChangesComesToWhatFoldingOnceComesTo() throws Exception {
        List<Measurement> revisions = revisions(new Random(1));
        DataSource database = TestDatabase.fresh();
        List<MeasurementRooms> nodes =
                List.of(MeasurementRooms.on(database, KEEP), MeasurementRooms.on(database, KEEP));
        var delivering = new AtomicInteger(DELIVERIES);
        var work = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < DELIVERIES; i++) {
            var random = new Random(i);
            MeasurementRooms node = nodes.get(i % NODES);
            work.add(() -> {
                try {
                    return deliver(node, revisions, random);
                } finally {
                    delivering.decrementAndGet();
                }
            });
        }
        for (MeasurementRooms node : nodes) {
            work.add(() -> {
                int folds = 0;
                while (delivering.get() > 0) {
                    node.rollups.settle();
                    node.readings.dropOld();
                    folds++;
                }
                return folds;
            });
        }
        var pool = Executors.newFixedThreadPool(work.size());
        try {
            for (Future<Integer> done : pool.invokeAll(work)) {
                assertThat(done.get()).isPositive();
            }
        } finally {
            pool.shutdown();
        }

        MeasurementRooms once = MeasurementRooms.on(TestDatabase.fresh(), KEEP);
        once.take(revisions.toArray(Measurement[]::new));
        once.rollups.settle();
        nodes.get(0).rollups.settle();
        for (Grain grain : Grain.values()) {
            assertThat(nodes.get(1).rollups.buckets(PORTAL, TEN_DAYS, grain))
                    .as("%s", grain)
                    .isEqualTo(once.rollups.buckets(PORTAL, TEN_DAYS, grain))
                    .isNotEmpty();
        }
    }

    /** All of them, in an order of its own, in small and large batches. */
    private static int deliver(MeasurementRooms node, List<Measurement> revisions, Random random) {
        var mine = new ArrayList<>(revisions);
        Collections.shuffle(mine, random);
        int delivered = 0;
        while (delivered < mine.size()) {
            int to = Math.min(mine.size(), delivered + (random.nextInt(3) == 0 ? 110 : 1 + random.nextInt(9)));
            node.take.take(new Delivery("tickets", mine.subList(delivered, to), false, PersonId.SYSTEM));
            delivered = to;
        }
        return delivered;
    }
}
