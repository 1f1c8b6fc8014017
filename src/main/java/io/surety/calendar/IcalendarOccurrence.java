package io.surety.calendar;

import io.surety.shared.Interval;
import java.time.LocalDate;
import java.util.List;

/**
 * One occurrence of an event of an iCalendar file.
 *
 * @param uid of the event
 * @param key which occurrence of the event it is: its local start, as the file would write it
 * @param sequence the event's revision, not negative
 * @param summary its title; may be empty
 * @param dates the local dates of an event of whole days; empty for one with times
 * @param span its time on the instant line
 */
public record IcalendarOccurrence(
        String uid, String key, int sequence, String summary, List<LocalDate> dates, Interval span) {}
