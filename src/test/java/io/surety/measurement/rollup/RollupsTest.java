package io.surety.measurement.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.surety.measurement.Bucket;
import io.surety.measurement.Content;
import io.surety.measurement.Grain;
import io.surety.measurement.Measurement;
import io.surety.measurement.MeasurementRooms;
import io.surety.measurement.RollupsChanged;
import io.surety.measurement.SeriesRef;
import io.surety.measurement.Totals;
import io.surety.measurement.ValueLimit;
import io.surety.measurement.ValueSketch;
import io.surety.measurement.WatermarkMoved;
import io.surety.shared.Interval;
import io.surety.testing.LockWaits;
import io.surety.testing.TestDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.FutureTask;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class RollupsTest {

    private static final SeriesRef LATENCY = new SeriesRef("tickets", "checkout", "latency");
    private static final SeriesRef REQUESTS = new SeriesRef("tickets", "checkout", "requests");

    private final MeasurementRooms rooms = MeasurementRooms.on(TestDatabase.fresh());
    private int ids;

    private static Interval span(String from, String to) {
        return new Interval(Instant.parse(from), Instant.parse(to));
    }

    private Measurement counter(String at, long good, long total) {
        return Measurement.of("c" + ids++, new Content.Counter("checkout", "requests", Instant.parse(at), good, total));
    }

    private Measurement gauge(Instant at, String value) {
        return Measurement.of("g" + ids++, new Content.Gauge("checkout", "latency", at, new BigDecimal(value)));
    }

    private void take(Measurement... measurements) {
        rooms.take(measurements);
        rooms.rollups.settle();
    }

    @Test
    void countsAnEventOnAnEdgeInTheLaterBucket() {
        take(counter("2026-02-28T23:59:59.999Z", 1, 1), counter("2026-03-01T00:00:00Z", 0, 1));

        assertThat(rooms.rollups.totals(REQUESTS, span("2026-02-28T00:00:00Z", "2026-03-01T00:00:00Z")))
                .extracting(Totals::good, Totals::total)
                .containsExactly(1L, 1L);
        assertThat(rooms.rollups.totals(REQUESTS, span("2026-03-01T00:00:00Z", "2026-03-01T00:01:00Z")))
                .extracting(Totals::good, Totals::total)
                .containsExactly(0L, 1L);
    }

    @Test
    void whatIsNotFoldedWhenTheNodeStopsIsFoldedLater() {
        rooms.take(counter("2026-03-01T08:00:00Z", 1, 2));
        Interval day = span("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z");

        rooms.rollups.settle(() -> true);
        assertThat(rooms.rollups.totals(REQUESTS, day)).isEqualTo(Totals.NONE);
        rooms.rollups.settle();
        assertThat(rooms.rollups.totals(REQUESTS, day).total()).isEqualTo(2);
    }

    @Test
    void tellsNoDataFromAKnownZero() {
        take(counter("2026-03-01T08:00:00Z", 0, 0));

        List<Bucket> hours =
                rooms.rollups.buckets(REQUESTS, span("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"), Grain.HOUR);
        assertThat(hours).hasSize(1);
        assertThat(hours.get(0).totals().total()).isZero();
        assertThat(hours.get(0).totals().events()).isEqualTo(1);
        assertThat(rooms.rollups.totals(LATENCY, span("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z")))
                .isEqualTo(Totals.NONE);
    }

    @Test
    void addsUpAnySpanOfWholeMinutesAsTheRawReadingsDo() {
        var random = new Random(3);
        Instant start = Instant.parse("2026-02-20T00:00:00Z");
        var raw = new ArrayList<Content.Counter>();
        for (int i = 0; i < 400; i++) {
            long total = random.nextInt(50);
            raw.add(new Content.Counter(
                    "checkout", "requests", start.plusSeconds(random.nextInt(600_000)), total / 2, total));
        }
        rooms.take(raw.stream().map(c -> Measurement.of("c" + ids++, c)).toArray(Measurement[]::new));
        rooms.rollups.settle();

        for (int i = 0; i < 60; i++) {
            Instant from = start.plusSeconds(60L * random.nextInt(10_000));
            Interval span = new Interval(from, from.plusSeconds(60L * (1 + random.nextInt(5000))));
            long good = raw.stream()
                    .filter(c -> span.contains(c.at()))
                    .mapToLong(Content.Counter::good)
                    .sum();
            assertThat(rooms.rollups.totals(REQUESTS, span).good()).isEqualTo(good);
            assertThat(rooms.rollups.totals(List.of(REQUESTS, LATENCY), span))
                    .isEqualTo(
                            good == 0 && rooms.rollups.totals(REQUESTS, span).isEmpty()
                                    ? Map.of()
                                    : Map.of(REQUESTS, rooms.rollups.totals(REQUESTS, span)));
        }
    }

    @Test
    void countsWithinALimitExactlyAndAgainForALimitThatComesLater() {
        rooms.rollups.register(LATENCY, ValueLimit.atMost(new BigDecimal("0.3")));
        Instant at = Instant.parse("2026-03-01T08:00:00Z");
        take(gauge(at, "0.30"), gauge(at.plusSeconds(1), "0.300000000000000001"), gauge(at.plusSeconds(90), "0.1"));
        Interval day = span("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z");

        assertThat(rooms.rollups.totals(LATENCY, day).within(ValueLimit.atMost(new BigDecimal("0.3"))))
                .isEqualTo(OptionalLong.of(2));
        assertThat(rooms.rollups.totals(LATENCY, day).within(ValueLimit.atMost(new BigDecimal("0.2"))))
                .as("nobody asked for it")
                .isEmpty();

        rooms.rollups.register(LATENCY, ValueLimit.atMost(new BigDecimal("0.2")));
        rooms.rollups.register(LATENCY, ValueLimit.atMost(new BigDecimal("0.20")));
        rooms.rollups.settle();
        Totals totals = rooms.rollups.totals(LATENCY, day);
        assertThat(totals.within(ValueLimit.atMost(new BigDecimal("0.2")))).isEqualTo(OptionalLong.of(1));
        assertThat(totals.within(ValueLimit.atMost(new BigDecimal("0.3")))).isEqualTo(OptionalLong.of(2));
        assertThat(rooms.rollups
                        .totals(List.of(LATENCY), day)
                        .getOrDefault(LATENCY, Totals.NONE)
                        .within(ValueLimit.atMost(new BigDecimal("0.2"))))
                .isEqualTo(OptionalLong.of(1));
        assertThat(totals.min()).isEqualTo(new BigDecimal("0.1"));
        assertThat(totals.events()).isEqualTo(3);
    }

    /** Whoever registers it sees no bucket yet that is made at that moment, and whoever makes it does not know the limit. */
    @Test
    void countsWithinALimitThatComesWhileABucketIsMade() throws Exception {
        DataSource database = TestDatabase.fresh();
        MeasurementRooms others = MeasurementRooms.on(database);
        ValueLimit limit = ValueLimit.atMost(new BigDecimal("0.3"));
        others.take(gauge(Instant.parse("2026-03-01T08:00:00Z"), "0.3"));
        var transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        var fold = new FutureTask<>(others.rollups::settle, true);
        var register = new FutureTask<>(
                () -> transaction.executeWithoutResult(status -> others.rollups.register(LATENCY, limit)), true);

        LockWaits waits = new LockWaits(others.jdbc);
        try (Connection connection = database.getConnection();
                Statement lock = connection.createStatement()) {
            connection.setAutoCommit(false);
            lock.execute("lock table measurement.rollups_minute in access exclusive mode");
            new Thread(fold).start();
            waits.await(1, fold);
            new Thread(register).start();
            waits.await(2, register);
            connection.commit();
            connection.setAutoCommit(true);
        }
        assertThat(fold.get() && register.get()).isTrue();
        others.rollups.settle();

        assertThat(others.rollups
                        .totals(LATENCY, span("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"))
                        .within(limit))
                .isEqualTo(OptionalLong.of(1));
    }

    @Test
    void countsWhatIsAtLeastALimitBesideWhatIsAtMostTheSameNumber() {
        ValueLimit atLeast = ValueLimit.atLeast(new BigDecimal("0.30"));
        ValueLimit atMost = ValueLimit.atMost(new BigDecimal("0.3"));
        Instant at = Instant.parse("2026-03-01T08:00:00Z");
        take(gauge(at, "0.3"), gauge(at.plusSeconds(1), "0.299999999999999999"), gauge(at.plusSeconds(7200), "7"));

        rooms.rollups.register(LATENCY, atLeast);
        rooms.rollups.register(LATENCY, atMost);
        rooms.rollups.register(LATENCY, ValueLimit.atLeast(new BigDecimal("0.3")));
        rooms.rollups.settle();

        Interval day = span("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z");
        for (Totals totals : List.of(
                rooms.rollups.totals(LATENCY, day),
                rooms.rollups.totals(List.of(LATENCY), day).getOrDefault(LATENCY, Totals.NONE))) {
            assertThat(totals.within(atLeast)).isEqualTo(OptionalLong.of(2));
            assertThat(totals.within(atMost)).isEqualTo(OptionalLong.of(2));
            assertThat(totals.within()).hasSize(2);
        }
    }

    @Test
    void showsPercentilesWithinTheStatedErrorWhereverTheBucketsLie() {
        var random = new Random(5);
        Instant at = Instant.parse("2026-03-01T00:00:00Z");
        var values = new ArrayList<Double>();
        var measurements = new ArrayList<Measurement>();
        for (int i = 0; i < 2000; i++) {
            double value = Math.round(Math.exp(random.nextGaussian() * 2) * 1000) / 1000.0;
            values.add(value);
            measurements.add(
                    gauge(at.plusSeconds(i * 40L), BigDecimal.valueOf(value).toPlainString()));
        }
        take(measurements.toArray(Measurement[]::new));
        values.sort(null);

        Totals totals = rooms.rollups.totals(LATENCY, span("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"));
        for (double share : new double[] {0.5, 0.9, 0.95, 0.99}) {
            double exact = values.get((int) (share * (values.size() - 1)));
            assertThat(totals.percentile(share).orElseThrow().doubleValue())
                    .isCloseTo(exact, within(exact * ValueSketch.RELATIVE_ERROR * 1.0001));
        }
    }

    @Test
    void cutsSlicesOfAnyLengthOfWholeMinutes() {
        take(
                counter("2026-03-01T08:00:00Z", 1, 1),
                counter("2026-03-01T08:06:59Z", 1, 1),
                counter("2026-03-01T08:07:00Z", 1, 1));
        Interval day = span("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z");

        assertThat(rooms.rollups.slices(REQUESTS, day, Duration.ofMinutes(15)))
                .singleElement()
                .satisfies(b -> assertThat(b.span()).isEqualTo(span("2026-03-01T08:00:00Z", "2026-03-01T08:15:00Z")))
                .satisfies(b -> assertThat(b.totals().total()).isEqualTo(3));
        assertThat(rooms.rollups.slices(REQUESTS, day, Duration.ofMinutes(1))).hasSize(3);
        assertThatThrownBy(() -> rooms.rollups.slices(REQUESTS, day, Duration.ofSeconds(90)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsWhichMinutesChangedAndNothingWhenNoneDid() {
        take(counter("2026-03-01T08:00:30Z", 1, 1), counter("2026-03-01T09:10:00Z", 1, 1));
        assertThat(rooms.published)
                .contains(
                        new RollupsChanged(
                                "tickets",
                                "checkout",
                                "requests",
                                span("2026-03-01T08:00:00Z", "2026-03-01T09:11:00Z")),
                        new WatermarkMoved("tickets", Instant.parse("2026-03-01T09:10:00Z")));

        rooms.published.clear();
        rooms.jdbc
                .sql("insert into measurement.rollup_marks (series, hour, minutes)"
                        + " select series, starts_at, -1 from measurement.rollups_hour")
                .update();
        rooms.rollups.settle();
        assertThat(rooms.published).isEmpty();
    }
}
