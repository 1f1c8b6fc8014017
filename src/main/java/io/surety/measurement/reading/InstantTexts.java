package io.surety.measurement.reading;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Writes instants as {@link Instant#toString} does, which is too slow to be called for each reading. */
final class InstantTexts {

    private static final int NANOS_OF_MILLI = 1_000_000;
    private static final int YEARS = 10_000;

    private InstantTexts() {}

    /** Such as {@code 2026-06-30T08:15:00Z} or {@code 2026-06-30T08:15:00.123Z}. */
    static String text(Instant instant) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        if (utc.getYear() < 0 || utc.getYear() >= YEARS || utc.getNano() % NANOS_OF_MILLI != 0) {
            return instant.toString();
        }
        var text = new StringBuilder(24);
        digits(text, utc.getYear(), 1000).append('-');
        digits(text, utc.getMonthValue(), 10).append('-');
        digits(text, utc.getDayOfMonth(), 10).append('T');
        digits(text, utc.getHour(), 10).append(':');
        digits(text, utc.getMinute(), 10).append(':');
        digits(text, utc.getSecond(), 10);
        if (utc.getNano() > 0) {
            digits(text.append('.'), utc.getNano() / NANOS_OF_MILLI, 100);
        }
        return text.append('Z').toString();
    }

    private static StringBuilder digits(StringBuilder text, int number, int first) {
        for (int unit = first; unit > 0; unit /= 10) {
            text.append((char) ('0' + number / unit % 10));
        }
        return text;
    }
}
