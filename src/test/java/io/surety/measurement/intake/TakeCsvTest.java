package io.surety.measurement.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.surety.measurement.Content;
import io.surety.measurement.ItemRef;
import io.surety.measurement.Measurement;
import io.surety.measurement.MeasurementRooms;
import io.surety.measurement.Outcome;
import io.surety.measurement.SeriesRef;
import io.surety.measurement.Totals;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

/** Measurements from tables, and inputs that are larger than memory should be. */
class TakeCsvTest {

    private static final Interval DAY =
            new Interval(Instant.parse("2026-03-02T00:00:00Z"), Instant.parse("2026-03-03T00:00:00Z"));

    private static final DeliveryRights RIGHTS = new DeliveryRights() {
        @Override
        public boolean mayDeliver(String source) {
            return source.equals("tickets");
        }

        @Override
        public Set<OrganisationId> organisations() {
            return Set.of();
        }

        @Override
        public PersonId by() {
            return PersonId.SYSTEM;
        }
    };

    private final MeasurementRooms rooms = MeasurementRooms.on(TestDatabase.fresh());
    private final MeasurementLimits limits =
            new MeasurementLimits(DataSize.ofGigabytes(1), DataSize.ofMegabytes(1), DataSize.ofKilobytes(64), 2000, 8);
    private final ReadMeasurement read = new ReadMeasurement(() -> MeasurementRooms.NOW);
    private final TakeCsv csv = new TakeCsv(read, rooms.take, limits, new StoreChunks());

    private IntakeAnswer take(String text) {
        return csv.take(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), false, RIGHTS);
    }

    @ParameterizedTest
    @CsvSource({"'\"2',malformed-table", "2LONG,line-too-long"})
    void saysWhyATableCannotBeReadAnyFurther(String id, String code) {
        String cell = id.replace("LONG", "x".repeat(200_000));
        IntakeAnswer answer = take("kind,source,id,service,indicator,at,good,total\n"
                + "counter,tickets,1,portal,requests,2026-03-02T08:00:00Z,9,10\n"
                + "counter,tickets," + cell + ",portal,requests,2026-03-02T08:00:00Z,9,10\n");

        assertThat(answer.taken()).isEqualTo(1);
        assertThat(answer.complete()).isFalse();
        assertThat(answer.refusals()).singleElement().satisfies(finding -> {
            assertThat(finding.line()).isEqualTo(3);
            assertThat(finding.code()).isEqualTo(code);
            assertThat(finding.reason()).doesNotContain("Exception", "io.surety", "org.apache");
        });
    }

    @Test
    void takesMeasurementsOfSeveralKindsFromOneTable() {
        IntakeAnswer answer = take(
                """
                kind,source,id,service,indicator,at,good,total,value,up,item,type,attributes.state
                counter,tickets,1,portal,requests,2026-03-02T08:00:00Z,9,10,,,,,
                gauge,tickets,2,portal,latency,2026-03-02T08:00:00Z,,,0.25,,,,
                sample,tickets,3,portal,,2026-03-02T08:00:00Z,,,,true,,,
                work-item,tickets,4,,,2026-03-02T08:00:00Z,,,,,INC1,created,"New, or so"
                """);

        assertThat(answer.taken()).as("%s", answer.refusals()).isEqualTo(4);
        rooms.rollups.settle();
        assertThat(rooms.rollups.totals(new SeriesRef("tickets", "portal", "requests"), DAY))
                .extracting(Totals::good, Totals::total)
                .containsExactly(9L, 10L);
        assertThat(rooms.rollups
                        .totals(new SeriesRef("tickets", "portal", "latency"), DAY)
                        .sum())
                .isEqualTo(new BigDecimal("0.25"));
        assertThat(rooms.measurements.samples("tickets", "portal", DAY)).hasSize(1);
        assertThat(rooms.measurements.history(new ItemRef("tickets", "INC1")).events())
                .singleElement()
                .satisfies(e -> assertThat(e.attributes()).containsEntry("state", "New, or so"));
    }

    @Test
    void refusesARowWithItsLineItsColumnACodeAndAReason() {
        IntakeAnswer answer = take(
                """
                kind,source,id,service,at,good,total
                counter,tickets,1,portal,2026-03-02T08:00:00Z,9,ten
                counter,tickets,2,portal,yesterday,9,10
                counter,others,3,portal,2026-03-02T08:00:00Z,9,10
                counter,tickets,4,portal,2026-03-02T08:00:00Z,9
                counter,tickets,5,portal,2020-03-02T08:00:00Z,9,10
                counter,tickets,6,portal,2026-03-02T08:00:00Z,9,10
                """);

        assertThat(answer.refusals())
                .extracting(Finding::line, Finding::column, Finding::code)
                .contains(
                        tuple(2L, "total", "type-wrong"),
                        tuple(3L, "at", "date-unreadable"),
                        tuple(4L, "source", "unknown-source"),
                        tuple(5L, null, "ragged-row"));
        assertThat(answer.refusals()).extracting(Finding::line, Finding::code).contains(tuple(6L, "too-late"));
        assertThat(answer.refused()).isEqualTo(4);
        assertThat(answer.late()).as("counted once").isEqualTo(1);
        assertThat(answer.taken()).isEqualTo(1);
        assertThat(answer.read()).isEqualTo(6);
    }

    @Test
    void refusesATableWithoutAHeaderOrWithAColumnTwice() {
        assertThatThrownBy(() -> take("")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> take("kind,id,id\n")).isInstanceOf(Refusal.class);
    }

    /** The lines are made as they are read, so only what the reader keeps is in memory. */
    private static final class Lines extends InputStream {

        private final long count;
        private final AtomicLong highest = new AtomicLong();
        private long line;
        private byte[] present = {};
        private int next;

        Lines(long count) {
            this.count = count;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("nobody reads so much byte by byte");
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            if (next == present.length) {
                if (line == count) {
                    return -1;
                }
                look();
                present = ("{\"kind\":\"counter\",\"source\":\"tickets\",\"id\":\"" + line % 100
                                + "\",\"service\":\"portal\","
                                + " \"at\":\"2026-03-02T08:00:00Z\",\"good\":9,\"total\":10," + " ".repeat(2000)
                                + "\"revision\":0}\n")
                        .getBytes(StandardCharsets.UTF_8);
                line++;
                next = 0;
            }
            int n = Math.min(length, present.length - next);
            System.arraycopy(present, next, bytes, from, n);
            next += n;
            return n;
        }

        private void look() {
            if (line % 20_000 == 0) {
                System.gc();
                Runtime runtime = Runtime.getRuntime();
                highest.accumulateAndGet(runtime.totalMemory() - runtime.freeMemory(), Math::max);
            }
        }
    }

    @Test
    void readsAnInputThatIsMuchLargerThanTheMemoryItNeeds() {
        System.gc();
        long before = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        var lines = new Lines(100_000);
        var json = new TakeJson(read, rooms.take, limits, new StoreChunks());

        IntakeAnswer answer = json.take(lines, TakeJson.Layout.LINES, false, RIGHTS);

        assertThat(answer.read()).as("200 MB").isEqualTo(100_000);
        assertThat(answer.taken()).isEqualTo(100);
        assertThat(answer.repeated()).isEqualTo(99_900);
        assertThat(lines.highest.get() - before)
                .as("bytes that live while it is read")
                .isLessThan(20_000_000);
    }

    @Test
    void keepsTheNumbersOfManyGaugesExactly() {
        var sum = BigDecimal.ZERO;
        var measurements = new Measurement[150];
        for (int i = 0; i < measurements.length; i++) {
            var value = new BigDecimal("123456789.0000123").multiply(BigDecimal.valueOf(i - 75, i % 7));
            sum = sum.add(value);
            measurements[i] = Measurement.of(
                    "g" + i, new Content.Gauge("portal", "", DAY.from().plusSeconds(i), value));
        }
        rooms.take(measurements);
        rooms.rollups.settle();

        Totals totals = rooms.rollups.totals(SeriesRef.of("tickets", "portal"), DAY);
        assertThat(totals.sum()).isEqualByComparingTo(sum);
        assertThat(totals.events()).isEqualTo(150);
    }

    @Test
    void takesAwayWhatIsOldButForWhatIsHeldAsEvidence() {
        MeasurementRooms brief = MeasurementRooms.on(TestDatabase.fresh(), Map.of("otherwise", Duration.ofDays(10)));
        Instant held = DAY.from();
        for (int day = 0; day < 4; day++) {
            brief.take(Measurement.of(
                    "s" + day, new Content.Counter("portal", held.minus(Duration.ofDays(day)), day, 10)));
        }
        brief.rollups.settle();
        Interval all = new Interval(held.minus(Duration.ofDays(5)), DAY.to());
        brief.readings.holds.hold(
                "violation-1",
                "tickets",
                List.of("portal", "checkout"),
                new Interval(held.minus(Duration.ofDays(2)), held.minus(Duration.ofDays(1))));

        brief.moveTo(held.plus(Duration.ofDays(20)));
        brief.readings.dropOld();

        assertThat(brief.measurements.counters("tickets", "portal", all))
                .as("raw readings")
                .extracting(c -> c.good())
                .containsExactly(2L);
        assertThat(brief.rollups.totals(SeriesRef.of("tickets", "portal"), all).total())
                .as("days and hours stay")
                .isEqualTo(40);
        assertThat(brief.take(Measurement.of("s0", new Content.Counter("portal", held, 0, 10))))
                .as("its identity is gone, so it is refused and not counted twice")
                .containsExactly(Outcome.TOO_LATE);

        brief.readings.holds.release("violation-1");
        brief.readings.dropOld();
        assertThat(brief.measurements.counters("tickets", "portal", all)).isEmpty();
    }
}
