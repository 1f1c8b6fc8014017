package io.surety.measurement.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    @Test
    void readsTheUsualInstantsAsTheGeneralWayDoes() {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            Instant instant = Instant.ofEpochSecond(
                    (long) (random.nextDouble() * 253_402_300_799L), random.nextInt(3) * random.nextInt(300_000_000));
            String text = instant.toString();
            assertThat(Texts.instant(text)).isEqualTo(instant);
            String cut = text.replaceAll("0+Z$", "Z").replace(".Z", "Z");
            if (cut.contains(".")) {
                assertThat(Texts.instant(cut))
                        .as(cut)
                        .isEqualTo(OffsetDateTime.parse(cut).toInstant());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-06-30T08:15:00.123+02:00",
                "2026-06-30T08:15Z",
                "2026-06-30T08:15:00.Z",
                "2026-06-30T08:15:00.123456789Z",
                "2028-02-29T23:59:59.9Z"
            })
    void readsOthersToo(String text) {
        assertThat(Texts.instant(text)).isEqualTo(OffsetDateTime.parse(text).toInstant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-06-30T08:15:00.1234567891Z",
                "2026-06-30T08:15:00,5Z",
                "2026-06-30T08:15:00.1x3Z",
                "2026-02-29T08:15:00Z",
                "2026-06-30T24:15:00.5Z",
                "2026-06-30T08:15:00",
                "1969-12-31T23:59:59.999Z",
                "Z",
                ""
            })
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> Texts.instant(text)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void knowsLabelsAsTheirPatternDoes() {
        var random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            int length = random.nextInt(10) == 0 ? 61 + random.nextInt(4) : random.nextInt(5);
            for (int at = 0; at < length; at++) {
                text.append("abz019---A_/:`{é".charAt(random.nextInt(random.nextInt(4) == 0 ? 16 : 6)));
            }
            assertThat(Texts.isLabel(text.toString()))
                    .as("%s", text)
                    .isEqualTo(LABEL.matcher(text).matches());
        }
    }
}
