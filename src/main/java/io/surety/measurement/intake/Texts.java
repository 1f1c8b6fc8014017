package io.surety.measurement.intake;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Which texts and instants can be kept. */
final class Texts {

    private static final int LONGEST_LABEL = 63;
    private static final String USUAL = "0000-00-00T00:00:00";
    private static final int MOST_DIGITS = 9;
    private static final char DELETE = '\u007F';
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private Texts() {}

    /** An RFC 1123 label, as ids in documents: of a-z, 0-9 and hyphens, which stand at neither end. */
    static boolean isLabel(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean inside = i > 0 && i < text.length() - 1;
            if ((c < 'a' || c > 'z') && !isDigit(c) && !(c == '-' && inside)) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= LONGEST_LABEL;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

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

    /**
     * Nearly all are like {@code 2026-06-30T08:15:00Z} or {@code 2026-06-30T08:15:00.123Z}; the general way to read one
     * takes longer than all the rest.
     */
    private static boolean isUsual(String text) {
        int end = text.length() - 1;
        if (end < USUAL.length() || text.charAt(end) != 'Z') {
            return false;
        }
        for (int i = 0; i < USUAL.length(); i++) {
            if (USUAL.charAt(i) == '0' ? !isDigit(text.charAt(i)) : text.charAt(i) != USUAL.charAt(i)) {
                return false;
            }
        }
        int digits = end - USUAL.length() - 1;
        boolean usual = digits < 0 || text.charAt(USUAL.length()) == '.' && digits > 0 && digits <= MOST_DIGITS;
        for (int i = USUAL.length() + 1; usual && i < end; i++) {
            usual = isDigit(text.charAt(i));
        }
        return usual;
    }

    private static Instant usual(String text) {
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        nanos(text))
                .toInstant(ZoneOffset.UTC);
    }

    private static int nanos(String text) {
        int nanos = 0;
        for (int i = 0; i < MOST_DIGITS; i++) {
            int at = USUAL.length() + 1 + i;
            nanos = nanos * 10 + (at < text.length() - 1 ? text.charAt(at) - '0' : 0);
        }
        return nanos;
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
