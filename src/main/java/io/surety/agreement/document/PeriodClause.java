package io.surety.agreement.document;

import io.surety.calendar.Span;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * When the agreement holds.
 *
 * @param start first local date in force
 * @param end first local date no longer in force
 * @param zone in which dates, months and weeks are counted
 * @param calendar id of the calendar that business days of the agreement itself are counted on
 * @param notice how long before the end it is decided how it goes on
 */
public record PeriodClause(LocalDate start, LocalDate end, ZoneId zone, String calendar, Span notice, Renewal renewal) {

    /** What happens at the end. */
    public enum Renewal {
        @com.fasterxml.jackson.annotation.JsonProperty("none")
        NONE,
        @com.fasterxml.jackson.annotation.JsonProperty("negotiated")
        NEGOTIATED,
        @com.fasterxml.jackson.annotation.JsonProperty("automatic")
        AUTOMATIC
    }
}
