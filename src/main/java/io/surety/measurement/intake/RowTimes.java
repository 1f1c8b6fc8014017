package io.surety.measurement.intake;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;

/** Reads the instants of a table. A date that does not exist is refused, never moved. */
class RowTimes {

    private static final String ISO = "iso";
    private static final LocalDateTime PROBE = LocalDateTime.of(2026, 6, 30, 15, 45, 0);

    private final boolean isIso;
    private final DateTimeFormatter formatter;
    private final ZoneId zone;

    RowTimes(ImportMapping.Times times) {
        this.isIso = times.pattern().equals(ISO);
        this.formatter = formatter(times.pattern());
        this.zone = ZoneId.of(times.zone());
    }

    /** @throws IllegalArgumentException if it is no pattern, or one that does not tell date and time */
    static DateTimeFormatter formatter(String pattern) {
        if (pattern.equals(ISO)) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME;
        }
        var formatter = DateTimeFormatter.ofPattern(withPlainYears(pattern), Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
        try {
            if (!LocalDateTime.parse(PROBE.format(formatter), formatter).equals(PROBE)) {
                throw new IllegalArgumentException("it loses a part of the time");
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("it does not tell a date and a time", e);
        }
        return formatter;
    }

    /** Strict reading wants an era with {@code y}; people write {@code yyyy} and mean the year, {@code u}. */
    private static String withPlainYears(String pattern) {
        var plain = new StringBuilder();
        boolean quoted = false;
        for (char c : pattern.toCharArray()) {
            quoted ^= c == '\'';
            plain.append(c == 'y' && !quoted ? 'u' : c);
        }
        return plain.toString();
    }

    /** @throws DateTimeException if there is no such instant, or it is not in the years 1970 to 9999 */
    Instant instant(String text) {
        return isIso
                ? Texts.instant(text)
                : Texts.inRange(
                        LocalDateTime.parse(text, formatter).atZone(zone).toInstant());
    }
}
