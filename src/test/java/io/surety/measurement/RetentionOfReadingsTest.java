package io.surety.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.shared.Interval;
import io.surety.testing.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is taken away with time, and that nothing else changes by it. */
class RetentionOfReadingsTest {

    private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");
    private static final SeriesRef PORTAL = SeriesRef.of("tickets", "portal");
    private static final Interval AROUND = new Interval(DAY.minus(Duration.ofDays(30)), DAY.plus(Duration.ofDays(60)));
    private static final Duration TEN_DAYS = Duration.ofDays(10);
    /** Readings that were just accepted are still far from being taken away. */
    private static final Duration GRACE = Duration.ofDays(2);

    private final MeasurementRooms rooms = MeasurementRooms.on(
            TestDatabase.fresh(), Map.of("otherwise", TEN_DAYS, "sample", TEN_DAYS.multipliedBy(3)));

    private static Measurement counter(String id, int revision, Instant at, long good) {
        return new Measurement(id, revision, 0, new Content.Counter("portal", at, good, 10));
    }

    private Totals totals() {
        rooms.rollups.settle();
        return rooms.rollups.totals(PORTAL, AROUND);
    }

    @Test
    void aReadingLiesInTheLoggedPartitionOfItsKindAndOfItsDayInUtc() {
        rooms.take(
                counter("1", 0, DAY.minusMillis(1), 1),
                counter("2", 0, DAY, 2),
                Measurement.of("3", new Content.Sample("portal", DAY, true)));

        assertThat(rooms.jdbc
                        .sql(
                                """
                                select concat_ws(' ', r.id, c.relname, c.relpersistence)
                                from measurement.readings r join pg_class c on c.oid = r.tableoid order by r.id
                                """)
                        .query(String.class)
                        .list())
                .containsExactly(
                        "1 readings_counter_20260228 p",
                        "2 readings_counter_20260301 p",
                        "3 readings_sample_20260301 p");
    }

    private static Instant at(String time) {
        return Instant.parse("2026-03-01T" + time + "Z");
    }

    /** Retention moves on within an hour of which something is folded anew. */
    @Test
    void anHourOfWhichMinutesAreGoneIsNeverMadeAgainFromTheRest() {
        rooms.moveTo(at("12:00:00"));
        rooms.take(counter("1", 0, at("10:00:00"), 9), counter("2", 0, at("10:30:00"), 8));
        rooms.take(counter("x", 0, at("10:45:00"), 1));
        rooms.moveTo(DAY.plus(Duration.ofDays(6)));
        rooms.take(counter("x", 0, DAY.plus(Duration.ofDays(5)), 2));
        assertThat(totals()).extracting(Totals::good, Totals::contradicted).containsExactly(17L, 2L);

        rooms.moveTo(at("10:20:00").plus(TEN_DAYS).plus(GRACE));
        rooms.readings.dropOld();
        assertThat(rooms.take(counter("x", 1, DAY.plus(Duration.ofDays(5)), 5))).containsExactly(Outcome.CORRECTED);

        assertThat(totals().good()).isEqualTo(17 + 5);
        assertThat(rooms.rollups.buckets(PORTAL, AROUND, Grain.HOUR))
                .first()
                .satisfies(hour -> assertThat(hour.totals().good()).isEqualTo(17));
    }

    @Test
    void minutesAreTakenAwayByWholeDaysWithTheirReadings() {
        rooms.moveTo(DAY.plus(Duration.ofDays(1)));
        rooms.take(counter("1", 0, DAY.minusMillis(1), 1), counter("2", 0, DAY, 2));
        rooms.rollups.settle();

        rooms.moveTo(at("23:59:59").plus(TEN_DAYS).plus(GRACE));
        rooms.readings.dropOld();

        assertThat(rooms.rollups.buckets(PORTAL, AROUND, Grain.MINUTE))
                .extracting(bucket -> bucket.span().from())
                .containsExactly(DAY);
        assertThat(rooms.measurements.counters("tickets", "portal", AROUND))
                .extracting(CounterSample::good)
                .containsExactly(2L);
        assertThat(totals().good()).isEqualTo(3);
    }

    @Test
    void aNodeThatStopsEndsWithTheDayUnderWayAndTheRestIsTakenAwayLater() {
        rooms.moveTo(DAY.plus(Duration.ofDays(1)));
        rooms.take(counter("1", 0, DAY.minusMillis(1), 1), counter("2", 0, DAY, 2));
        rooms.rollups.settle();
        rooms.moveTo(DAY.plus(Duration.ofDays(2)).plus(TEN_DAYS).plus(GRACE));

        rooms.readings.dropOld(() -> kept().size() < 2);
        assertThat(kept()).extracting(CounterSample::good).containsExactly(2L);
        assertThat(rooms.rollups.buckets(PORTAL, AROUND, Grain.MINUTE)).hasSize(2);

        rooms.readings.dropOld();
        assertThat(kept()).isEmpty();
        assertThat(rooms.rollups.buckets(PORTAL, AROUND, Grain.MINUTE)).isEmpty();
    }

    private List<CounterSample> kept() {
        return rooms.measurements.counters("tickets", "portal", AROUND);
    }

    /** A correction may also say that a reading was of another kind, which is kept for longer. */
    @Test
    void aReadingThatCanNoLongerBeTakenOutOfItsBucketsIsNotCorrectedToAnotherKind() {
        rooms.moveTo(at("12:00:00"));
        rooms.take(Measurement.of("1", new Content.Gauge("portal", "", at("10:00:00"), new BigDecimal("0.3"))));
        assertThat(totals().events()).isEqualTo(1);

        rooms.moveTo(at("12:00:00").plus(TEN_DAYS).plus(Duration.ofDays(4)));
        rooms.readings.dropOld();
        Instant recent = rooms.now().minus(Duration.ofDays(1));
        assertThat(rooms.take(new Measurement("1", 1, 0, new Content.Sample("portal", recent, true))))
                .containsExactly(Outcome.TOO_LATE);
        assertThat(rooms.take(new Measurement("1", 1, 0, new Content.Withdrawn(Kind.SAMPLE))))
                .containsExactly(Outcome.TOO_LATE);
        assertThat(rooms.take(new Measurement("1", 0, 0, new Content.Sample("portal", recent, true))))
                .as("nor contradicted")
                .containsExactly(Outcome.TOO_LATE);

        assertThat(totals().events()).as("counted once").isEqualTo(1);
    }

    /** Whatever was outdone is known as long as anything of it could come again. */
    @Test
    void aReadingThatMovedToAnEarlierDayIsKnownAgainAsLongAsItsFirstContentIsTaken() {
        rooms.moveTo(DAY.plus(Duration.ofDays(9)));
        Instant recent = rooms.now().minus(Duration.ofDays(1));
        rooms.take(counter("1", 0, recent, 9));
        assertThat(rooms.take(counter("1", 1, DAY, 7))).containsExactly(Outcome.CORRECTED);
        rooms.rollups.settle();

        rooms.moveTo(recent.plus(TEN_DAYS));
        rooms.readings.dropOld();

        assertThat(rooms.take(counter("1", 0, recent, 9))).containsExactly(Outcome.REPEATED);
        assertThat(rooms.take(counter("1", 2, recent, 9))).containsExactly(Outcome.TOO_LATE);
        assertThat(totals().good()).isEqualTo(7);
        rooms.moveTo(recent.plus(TEN_DAYS).plusMillis(1));
        assertThat(rooms.take(counter("1", 0, recent, 9))).containsExactly(Outcome.TOO_LATE);
    }
}
