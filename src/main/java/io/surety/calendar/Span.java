package io.surety.calendar;

import java.time.Duration;
import java.time.Period;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time as documents write it: ISO 8601, and {@code PnBD} for business days. */
public sealed interface Span {

    /** {@code PT4H}: open time of a calendar, or wall time where there is no calendar; whole seconds, positive. */
    record OpenTime(Duration duration) implements Span {

        /** @throws IllegalArgumentException if not positive, not whole seconds, or a million hours and more */
        public OpenTime {
            if (duration.isNegative() || duration.isZero() || duration.getNano() != 0 || duration.toHours() > 999_999) {
                throw new IllegalArgumentException(
                        "open time is positive, in seconds, below a million hours: " + duration);
            }
        }

        @Override
        public String text() {
            return duration.toString();
        }
    }

    /** {@code P3BD}: business days of a calendar, 1 to 9999. */
    record BusinessDays(int days) implements Span {

        /** @throws IllegalArgumentException if out of range */
        public BusinessDays {
            if (days < 1 || days > 9999) {
                throw new IllegalArgumentException("1 to 9999 business days: " + days);
            }
        }

        @Override
        public String text() {
            return "P" + days + "BD";
        }
    }

    /** {@code P90D}, {@code P3M}, {@code P1W}: local dates in a zone, positive. */
    record Dates(Period period) implements Span {

        /** @throws IllegalArgumentException if zero, negative in a part, or longer than can be written again */
        public Dates {
            if (period.isZero()
                    || period.isNegative()
                    || period.getYears() > 9999
                    || period.getMonths() > 9999
                    || period.getDays() > 99_999) {
                throw new IllegalArgumentException("a positive number of dates: " + period);
            }
        }

        @Override
        public String text() {
            return period.toString();
        }
    }

    /** As a document writes it; {@link #parse} reads it back. */
    String text();

    /**
     * Reads any of the three.
     *
     * @throws IllegalArgumentException if the text is none of them, mixes them, or is not positive
     */
    static Span parse(String text) {
        Matcher business = Patterns.BUSINESS_DAYS.matcher(text);
        if (business.matches()) {
            return new BusinessDays(Integer.parseInt(business.group(1)));
        }
        if (Patterns.DATES.matcher(text).matches()) {
            return new Dates(Period.parse(text));
        }
        if (Patterns.OPEN_TIME.matcher(text).matches()) {
            return new OpenTime(Duration.parse(text));
        }
        throw new IllegalArgumentException("not a positive length such as PT4H, P3BD or P90D: " + text);
    }

    /** The three forms; each needs at least one part. */
    final class Patterns {
        private static final Pattern BUSINESS_DAYS = Pattern.compile("P([1-9][0-9]{0,3})BD");
        private static final Pattern DATES =
                Pattern.compile("P(?=[0-9])([0-9]{1,4}Y)?([0-9]{1,4}M)?([0-9]{1,4}W)?([0-9]{1,5}D)?");
        private static final Pattern OPEN_TIME =
                Pattern.compile("PT(?=[0-9])([0-9]{1,6}H)?([0-9]{1,6}M)?([0-9]{1,6}S)?");

        private Patterns() {}
    }
}
