package io.surety.calendar;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A date, or a local time in a zone, as RFC 5545 writes them. The zone is an IANA name: what a file says about a zone's
 * rules is not read, because all calendars here are placed by one rule.
 *
 * @param wholeDay whether it is a date; its time is then midnight
 */
record IcalendarMoment(LocalDateTime local, ZoneId zone, boolean wholeDay) {

    private static final Pattern DATE = Pattern.compile("[0-9]{8}");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

    /** @throws IcalendarRefusal if it is neither, or in an unknown zone, or in no year that is known */
    static IcalendarMoment of(String text, @Nullable String tzid, ZoneId floating) {
        try {
            boolean day = DATE.matcher(text).matches();
            boolean utc = text.endsWith("Z");
            LocalDateTime local = day
                    ? LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE).atStartOfDay()
                    : LocalDateTime.parse(utc ? text.substring(0, text.length() - 1) : text, TIME);
            if (local.getYear() < 1900 || local.getYear() > 2390) {
                throw new IcalendarRefusal("out-of-range", text + " is not in the years 1900 to 2390");
            }
            return new IcalendarMoment(local, day ? floating : utc ? ZoneOffset.UTC : zone(tzid, floating), day);
        } catch (DateTimeException e) {
            throw new IcalendarRefusal("wrong-form", text + " is no date and no time");
        }
    }

    private static ZoneId zone(@Nullable String tzid, ZoneId floating) {
        if (tzid == null) {
            return floating;
        }
        if (!TimeZones.knows(tzid)) {
            throw new IcalendarRefusal("unknown-zone", tzid + " is no IANA time zone");
        }
        return ZoneId.of(tzid);
    }

    /** In a gap with the offset before it, in an overlap the first occurrence. */
    Instant instant() {
        return local.atZone(zone).toInstant();
    }

    /** The same moment as the zone of another one writes it. */
    LocalDateTime in(IcalendarMoment other) {
        return wholeDay || zone.equals(other.zone) ? local : LocalDateTime.ofInstant(instant(), other.zone);
    }

    /** The same moment as another one is written, if both are dates or both are times. */
    IcalendarMoment as(IcalendarMoment other) {
        return wholeDay == other.wholeDay ? new IcalendarMoment(in(other), other.zone, wholeDay) : this;
    }

    String text() {
        return wholeDay ? local.toLocalDate().format(DateTimeFormatter.BASIC_ISO_DATE) : local.format(TIME);
    }
}
