package io.surety.measurement.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InstantTextsTest {

    /** What is stored is known again by a hash over this text, so it must never be another one. */
    @Test
    void writesEachInstantAsItWritesItself() {
        var random = new Random(1);
        for (int i = 0; i < 50_000; i++) {
            long millis = (long) (random.nextDouble() * 253_402_300_799_999L);
            Instant instant = Instant.ofEpochMilli(random.nextBoolean() ? millis : millis / 1000 * 1000);
            assertThat(InstantTexts.text(instant)).isEqualTo(instant.toString());
        }
        for (String text : new String[] {
            "1970-01-01T00:00:00Z",
            "2028-02-29T23:59:59.999Z",
            "9999-12-31T23:59:59.999Z",
            "+10000-01-01T00:00:00Z",
            "-0001-01-01T00:00:00Z",
            "2026-01-01T00:00:00.000001Z"
        }) {
            assertThat(InstantTexts.text(Instant.parse(text))).isEqualTo(text);
        }
    }
}
