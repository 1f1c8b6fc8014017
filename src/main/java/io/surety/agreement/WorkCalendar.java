package io.surety.agreement;

import io.surety.calendar.ServiceCalendar;
import io.surety.shared.ContentHash;
import java.time.Instant;

/**
 * The hours by which a person works at an instant.
 *
 * @param name for people: a shared calendar with its version, such as {@code sales-berlin@2}, or {@code own hours}
 * @param hash of the calendar's content
 * @param since from when on they count for her
 */
public record WorkCalendar(String name, ContentHash hash, Instant since, ServiceCalendar hours) {}
