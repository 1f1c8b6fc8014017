package io.surety.measurement.intake;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/** Which texts and instants can be kept. */
final class Texts {

    /** RFC 1123 label, as ids in documents. */
    static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private static final String USUAL = "0000-00-00T00:00:00Z";
    private static final char DELETE = '\u007F';
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private Texts() {}

    /** Neither half a character nor a control character other than tab and line ends; PostgreSQL keeps no NUL. */
    static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) >= DELETE) {
                return text.codePoints().allMatch(Texts::isClean);
            }
        }
        return true;
    }

    private static boolean isClean(int character) {
        return Character.getType(character) != Character.SURROGATE
                && (!Character.isISOControl(character) || character == '\t' || character == '\n' || character == '\r')
                && character != '\uFFFD';
    }

    /** @throws DateTimeException if it is not ISO 8601 with an offset, or not in the years 1970 to 9999 */
    static Instant instant(String text) {
        return inRange(isUsual(text) ? usual(text) : OffsetDateTime.parse(text).toInstant());
    }

    /** Nearly all are like {@code 2026-06-30T08:15:00Z}; the general way to read one takes longer than all the rest. */
    private static boolean isUsual(String text) {
        if (text.length() != USUAL.length()) {
            return false;
        }
        for (int i = 0; i < USUAL.length(); i++) {
            char c = text.charAt(i);
            if (USUAL.charAt(i) == '0' ? c < '0' || c > '9' : c != USUAL.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static Instant usual(String text) {
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19))
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    static Instant inRange(Instant instant) {
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
            throw new DateTimeException("not in the years 1970 to 9999: " + instant);
        }
        return instant;
    }
}
