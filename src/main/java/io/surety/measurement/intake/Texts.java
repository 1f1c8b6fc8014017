package io.surety.measurement.intake;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** Which texts and instants can be kept. */
final class Texts {

    /** RFC 1123 label, as ids in documents. */
    static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private Texts() {}

    /** Neither half a character nor a control character other than tab and line ends; PostgreSQL keeps no NUL. */
    static boolean isClean(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.getType(c) == Character.SURROGATE
                        || (Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r')
                        || c == '\uFFFD');
    }

    /** @throws DateTimeException if it is not ISO 8601 with an offset, or not in the years 1970 to 9999 */
    static Instant instant(String text) {
        return inRange(OffsetDateTime.parse(text).toInstant());
    }

    static Instant inRange(Instant instant) {
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
            throw new DateTimeException("not in the years 1970 to 9999: " + instant);
        }
        return instant;
    }
}
