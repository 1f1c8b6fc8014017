package io.surety.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.surety.party.PersonId;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
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
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Readings: taken once, corrected, contradicted and refused, whatever day they belong to. */
class ReadingsTest {

    private static final Instant AT = Instant.parse("2026-03-01T08:00:00Z");
    private static final SeriesRef PORTAL = SeriesRef.of("tickets", "portal");
    private static final Interval WEEK =
            new Interval(Instant.parse("2026-02-24T00:00:00Z"), Instant.parse("2026-03-03T00:00:00Z"));

    private final MeasurementRooms rooms = MeasurementRooms.on(TestDatabase.fresh());

    private static Measurement counter(String id, int revision, Instant at, long good) {
        return new Measurement(id, revision, 0, new Content.Counter("portal", at, good, 10));
    }

    private Totals totals() {
        rooms.rollups.settle();
        return rooms.rollups.totals(PORTAL, WEEK);
    }

    @Test
    void takesAReadingOnceHoweverOftenItComes() {
        assertThat(rooms.take(counter("1", 0, AT, 9), counter("1", 0, AT, 9)))
                .containsExactly(Outcome.TAKEN, Outcome.REPEATED);
        assertThat(rooms.take(counter("1", 0, AT, 9), counter("2", 0, AT, 8)))
                .containsExactly(Outcome.REPEATED, Outcome.TAKEN);

        assertThat(totals().good()).isEqualTo(17);
        assertThat(totals().total()).isEqualTo(20);
        assertThat(rooms.measurements.counters("tickets", "portal", WEEK)).hasSize(2);
    }

    /** Also within a transaction that is undone afterwards, so the answer is never before the commit. */
    @Test
    void whatIsAnsweredIsThereForEverybody() {
        DataSource database = TestDatabase.fresh();
        MeasurementRooms others = MeasurementRooms.on(database);
        new TransactionTemplate(new DataSourceTransactionManager(database)).executeWithoutResult(status -> {
            assertThat(others.take(counter("1", 0, AT, 9))).containsExactly(Outcome.TAKEN);
            status.setRollbackOnly();
        });

        assertThat(others.measurements.counters("tickets", "portal", WEEK)).hasSize(1);
        assertThat(others.take(counter("1", 0, AT, 9))).containsExactly(Outcome.REPEATED);
    }

    @Test
    void movesAReadingToAnotherDayWhenACorrectionSaysSo() {
        rooms.take(counter("1", 0, AT, 9));
        assertThat(totals().lastAt()).isEqualTo(AT);

        assertThat(rooms.take(counter("1", 1, AT.minus(Duration.ofDays(3)), 7))).containsExactly(Outcome.CORRECTED);

        assertThat(totals().good()).isEqualTo(7);
        assertThat(totals().lastAt()).isEqualTo(AT.minus(Duration.ofDays(3)));
        assertThat(rooms.rollups.buckets(PORTAL, WEEK, Grain.DAY))
                .as("the day that it left has no bucket any more")
                .hasSize(1);
        assertThat(rooms.take(counter("1", 0, AT, 9)))
                .as("what is outdone is known again")
                .containsExactly(Outcome.REPEATED);
        assertThat(rooms.take(counter("1", 0, AT, 3))).containsExactly(Outcome.TAKEN);
        assertThat(totals().good()).isEqualTo(7);
    }

    @Test
    void countsNeitherOfTwoContentsOfOneRevisionAndShowsItInTheBucket() {
        rooms.take(counter("1", 0, AT, 9));
        rooms.rollups.settle();

        assertThat(rooms.take(counter("1", 0, AT, 8))).containsExactly(Outcome.CONFLICTING);
        assertThat(rooms.take(counter("1", 0, AT, 8))).containsExactly(Outcome.REPEATED);
        assertThat(rooms.take(counter("1", 0, AT, 9))).containsExactly(Outcome.REPEATED);

        assertThat(totals().events()).isZero();
        assertThat(totals().contradicted()).isEqualTo(1);
        assertThat(rooms.measurements.contradictions("tickets", "portal", WEEK))
                .extracting(Contradiction::id, Contradiction::kind)
                .containsExactly(tuple("1", "counter"));

        assertThat(rooms.take(counter("1", 1, AT, 5))).containsExactly(Outcome.CORRECTED);
        assertThat(totals().good()).isEqualTo(5);
        assertThat(totals().contradicted()).isZero();
        assertThat(rooms.measurements.contradictions("tickets", "portal", WEEK)).isEmpty();
    }

    @Test
    void withdrawsAReadingAlsoBeforeItCame() {
        var withdrawal = new Measurement("1", 1, 0, new Content.Withdrawn(Kind.COUNTER));
        assertThat(rooms.take(withdrawal)).containsExactly(Outcome.TAKEN);
        assertThat(rooms.take(counter("1", 0, AT, 9))).containsExactly(Outcome.TAKEN);
        assertThat(totals().isEmpty()).isTrue();

        rooms.take(counter("2", 0, AT, 9));
        assertThat(totals().good()).isEqualTo(9);
        assertThat(rooms.take(new Measurement("2", 1, 0, new Content.Withdrawn(Kind.COUNTER))))
                .containsExactly(Outcome.CORRECTED);
        assertThat(totals().isEmpty()).isTrue();
    }

    @Test
    void refusesWhatSpeaksOfATimeThatIsNoLongerKept() {
        MeasurementRooms brief = MeasurementRooms.on(
                TestDatabase.fresh(), Map.of("otherwise", Duration.ofDays(10), "counter", Duration.ofDays(5)));
        Instant edge = MeasurementRooms.NOW.minus(Duration.ofDays(5));

        assertThat(brief.take(counter("1", 0, edge, 9), counter("2", 0, edge.minusMillis(1), 9)))
                .containsExactly(Outcome.TAKEN, Outcome.TOO_LATE);
        assertThat(brief.take(Measurement.of("3", new Content.Sample("portal", edge.minusMillis(1), true))))
                .as("each kind is kept for its own time")
                .containsExactly(Outcome.TAKEN);
        assertThat(brief.take(counter("1", 1, edge.minusMillis(1), 9)))
                .as("nor is anything moved there")
                .containsExactly(Outcome.TOO_LATE);
        assertThat(brief.measurements.counters("tickets", "portal", WEEK)).hasSize(1);
    }

    @Test
    void refusesADeliveryThatFindsNoRoomToWaitAndStoresNothingOfIt() {
        var full = rooms.readings.takeWithRoomFor(0);

        assertThatThrownBy(() -> full.take("tickets", List.of(counter("1", 0, AT, 9))))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.OVER_CAPACITY));
        assertThat(totals().isEmpty()).isTrue();

        assertThat(rooms.take(counter("1", 0, AT, 9))).containsExactly(Outcome.TAKEN);
    }

    @Test
    void givesTheSameBucketsWhateverTheOrderAndRepetitionOfTheInput() {
        List<Measurement> inputs = manyRevisions(new Random(11));
        rooms.take(inputs.toArray(Measurement[]::new));
        rooms.rollups.register(PORTAL, ValueLimit.atMost(new BigDecimal("0.5")));
        rooms.rollups.settle();

        for (int seed = 0; seed < 3; seed++) {
            MeasurementRooms other = MeasurementRooms.on(TestDatabase.fresh());
            var random = new Random(seed);
            var again = new ArrayList<>(inputs);
            again.addAll(inputs.subList(0, inputs.size() / 2));
            Collections.shuffle(again, random);
            other.rollups.register(PORTAL, ValueLimit.atMost(new BigDecimal("0.5")));
            for (int from = 0; from < again.size(); ) {
                int to = Math.min(again.size(), from + 1 + random.nextInt(150));
                other.take(again.subList(from, to).toArray(Measurement[]::new));
                if (random.nextBoolean()) {
                    other.rollups.settle();
                }
                from = to;
            }
            other.rollups.settle();
            for (Grain grain : Grain.values()) {
                assertThat(other.rollups.buckets(PORTAL, WEEK, grain))
                        .as("%s", grain)
                        .isEqualTo(rooms.rollups.buckets(PORTAL, WEEK, grain));
            }
            assertThat(other.measurements.watermark("tickets")).isEqualTo(rooms.measurements.watermark("tickets"));
        }
        assertThat(rooms.rollups.totals(PORTAL, WEEK).contradicted()).isPositive();
    }

    private static List<Measurement> manyRevisions(Random random) {
        var inputs = new ArrayList<Measurement>();
        for (int i = 0; i < 600; i++) {
            Instant at = AT.plusSeconds(random.nextInt(100_000));
            Content content =
                    switch (random.nextInt(6)) {
                        case 0 -> new Content.Withdrawn(Kind.COUNTER);
                        case 1 -> new Content.Counter("portal", at, random.nextInt(5), 5);
                        case 2 -> new Content.Sample("portal", at, random.nextBoolean());
                        case 3 -> new Content.Volume("portal", "", at, random.nextInt(4));
                        case 4 -> new Content.Satisfaction("portal", "", at, BigDecimal.valueOf(random.nextInt(6)), 5);
                        default -> new Content.Gauge("portal", "", at, BigDecimal.valueOf(random.nextInt(100), 2));
                    };
            inputs.add(new Measurement("r" + random.nextInt(300), random.nextInt(3), 0, content));
        }
        return inputs;
    }

    @Test
    void losesNothingWhenManyDeliverAndOneFoldsAtTheSameTime() throws Exception {
        int threads = 6;
        var pool = Executors.newFixedThreadPool(threads + 1);
        try {
            var deliveries = new ArrayList<Callable<Integer>>();
            for (int t = 0; t < threads; t++) {
                var random = new Random(t);
                deliveries.add(() -> deliverOverlapping(random));
            }
            deliveries.add(() -> {
                for (int i = 0; i < 40; i++) {
                    rooms.rollups.settle();
                }
                return 0;
            });
            int taken = 0;
            for (Future<Integer> done : pool.invokeAll(deliveries)) {
                taken += done.get();
            }
            assertThat(taken).as("each of them was taken by one delivery only").isEqualTo(1000);
        } finally {
            pool.shutdown();
        }
        assertThat(totals().events()).isEqualTo(1000);
        assertThat(totals().good()).isEqualTo(9 * 1000);
        assertThat(rooms.rollups.buckets(PORTAL, WEEK, Grain.MINUTE).stream()
                        .mapToLong(b -> b.totals().events())
                        .sum())
                .isEqualTo(1000);
    }

    /** All of 1000 ids, in an order of its own, singly and in batches; each id always has one content. */
    private int deliverOverlapping(Random random) {
        var ids = new ArrayList<Integer>();
        for (int i = 0; i < 1000; i++) {
            ids.add(i);
        }
        Collections.shuffle(ids, random);
        int taken = 0;
        for (int from = 0; from < ids.size(); ) {
            int to = Math.min(ids.size(), from + (random.nextInt(3) == 0 ? 130 : 1 + random.nextInt(5)));
            List<Measurement> batch = ids.subList(from, to).stream()
                    .map(i -> counter("c" + i, 0, AT.plusSeconds(i * 17L), 9))
                    .toList();
            taken += (int) rooms.take.take(new Delivery("tickets", batch, false, PersonId.SYSTEM)).stream()
                    .filter(Outcome.TAKEN::equals)
                    .count();
            from = to;
        }
        return taken;
    }
}
