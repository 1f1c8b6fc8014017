package io.surety.calendar;

import java.time.Duration;
import java.time.Period;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time as documents write it: ISO 8601, and {@code PnBD} for business days. */
public sealed interface Span {

    /** {@code PT4H}: open time of a calendar, or wall time where there is no calendar; positive. */
    record OpenTime(Duration duration) implements Span {
        @Override
        public String text() {
            return duration.toString();
        }
    }

    /** {@code P3BD}: business days of a calendar, at least 1. */
    record BusinessDays(int days) implements Span {
        @Override
        public String text() {
            return "P" + days + "BD";
        }
    }

    /** {@code P90D}, {@code P3M}, {@code P1W}: local dates in a zone, positive. */
    record Dates(Period period) implements Span {
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
        Matcher business = Pattern.compile("P([1-9][0-9]{0,3})BD").matcher(text);
        if (business.matches()) {
            return new BusinessDays(Integer.parseInt(business.group(1)));
        }
        if (Pattern.matches("P(\\d{1,4}Y)?(\\d{1,4}M)?(\\d{1,4}W)?(\\d{1,5}D)?", text) && text.length() > 1) {
            Period period = Period.parse(text);
            if (!period.isZero()) {
                return new Dates(period);
            }
        }
        if (Pattern.matches("PT(\\d{1,6}H)?(\\d{1,6}M)?(\\d{1,6}S)?", text) && text.length() > 2) {
            Duration duration = Duration.parse(text);
            if (!duration.isZero()) {
                return new OpenTime(duration);
            }
        }
        throw new IllegalArgumentException("not a positive length such as PT4H, P3BD or P90D: " + text);
    }
}
