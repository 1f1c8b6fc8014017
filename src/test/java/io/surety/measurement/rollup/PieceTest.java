package io.surety.measurement.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.measurement.Grain;
import io.surety.shared.Interval;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PieceTest {

    private static Interval span(String from, String to) {
        return new Interval(Instant.parse(from), Instant.parse(to));
    }

    @Test
    void takesTheLargestBucketsThatLieWhollyInTheSpanAndSmallerOnesAtItsEdges() {
        assertThat(Piece.of(span("2026-05-31T21:58:00Z", "2026-06-30T00:06:00Z")))
                .containsExactly(
                        new Piece(Grain.MINUTE, span("2026-05-31T21:58:00Z", "2026-05-31T22:00:00Z")),
                        new Piece(Grain.HOUR, span("2026-05-31T22:00:00Z", "2026-06-01T00:00:00Z")),
                        new Piece(Grain.DAY, span("2026-06-01T00:00:00Z", "2026-06-30T00:00:00Z")),
                        new Piece(Grain.FIVE_MINUTES, span("2026-06-30T00:00:00Z", "2026-06-30T00:05:00Z")),
                        new Piece(Grain.MINUTE, span("2026-06-30T00:05:00Z", "2026-06-30T00:06:00Z")));
    }

    @Test
    void coversEverySpanOfWholeMinutesOnceAndInOrder() {
        var random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            Instant from = Instant.EPOCH.plusSeconds(60L * random.nextInt(30_000_000));
            Interval span = new Interval(from, from.plusSeconds(60L * (1 + random.nextInt(100_000))));
            List<Piece> pieces = Piece.of(span);
            Instant next = span.from();
            for (Piece piece : pieces) {
                assertThat(piece.span().from())
                        .isEqualTo(next)
                        .isEqualTo(piece.grain().floor(next));
                assertThat(piece.span().to())
                        .isEqualTo(piece.grain().floor(piece.span().to()));
                next = piece.span().to();
            }
            assertThat(next).isEqualTo(span.to());
        }
    }

    /** 18:15 in UTC is midnight in Kathmandu; a zone of long ago was off by seconds too. */
    @Test
    void cutsThePeriodsOfZonesWithOddOffsetsAndRefusesThoseThatAreOffBySeconds() {
        ZoneId kathmandu = ZoneId.of("Asia/Kathmandu");
        assertThat(Piece.of(days("2026-06-01", 2, kathmandu)))
                .containsExactly(
                        new Piece(Grain.FIVE_MINUTES, span("2026-05-31T18:15:00Z", "2026-05-31T19:00:00Z")),
                        new Piece(Grain.HOUR, span("2026-05-31T19:00:00Z", "2026-06-01T00:00:00Z")),
                        new Piece(Grain.DAY, span("2026-06-01T00:00:00Z", "2026-06-02T00:00:00Z")),
                        new Piece(Grain.HOUR, span("2026-06-02T00:00:00Z", "2026-06-02T18:00:00Z")),
                        new Piece(Grain.FIVE_MINUTES, span("2026-06-02T18:00:00Z", "2026-06-02T18:15:00Z")));
        assertThat(Piece.of(days("2026-04-05", 1, ZoneId.of("Australia/Lord_Howe"))))
                .as("the day on which clocks go back by half an hour")
                .extracting(Piece::grain)
                .containsExactly(Grain.HOUR, Grain.FIVE_MINUTES);
        assertThatThrownBy(() -> Piece.of(days("1970-06-01", 1, ZoneId.of("Africa/Monrovia"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Interval days(String first, int number, ZoneId zone) {
        LocalDate day = LocalDate.parse(first);
        return new Interval(
                day.atStartOfDay(zone).toInstant(),
                day.plusDays(number).atStartOfDay(zone).toInstant());
    }

    @Test
    void refusesASpanThatDoesNotBeginAndEndOnWholeMinutes() {
        assertThatThrownBy(() -> Piece.of(span("2026-06-01T00:00:00.001Z", "2026-06-02T00:00:00Z")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Piece.of(span("2026-06-01T00:00:00Z", "2026-06-02T00:00:30Z")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
