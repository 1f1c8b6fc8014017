package io.surety.agreement.document;

import io.surety.shared.ContentHash;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A calendar of the document. Either {@code zone} and {@code windows}, or {@code complementOf}.
 *
 * @param windows local times; {@code "24:00"} is the end of the day
 */
public record CalendarClause(
        String id,
        @Nullable ZoneId zone,
        List<WindowClause> windows,
        @Nullable HolidayClause holidays,
        List<DateClause> dates,
        @Nullable String complementOf,
        @Nullable SharedCalendar shared) {

    /**
     * The shared calendar that zone, windows, holidays and dates were taken from.
     *
     * @param hash of its content; always present in an accepted document
     */
    public record SharedCalendar(String name, @Nullable ContentHash hash) {}

    /** @param days {@code MO} to {@code SU} */
    public record WindowClause(List<String> days, String from, String to) {}

    /**
     * @param region ISO 3166 code such as {@code DE-BE}
     * @param extra further closed dates
     * @param frozen the region's public holidays as they were when the document was offered
     */
    public record HolidayClause(@Nullable String region, List<LocalDate> extra, @Nullable FrozenHolidays frozen) {}

    /**
     * @param library name and version of what the dates came from
     * @param from first date that was looked at
     * @param to first date no longer looked at, two years after the end of the validity
     */
    public record FrozenHolidays(String library, LocalDate from, LocalDate to, List<NamedDate> dates) {}

    public record NamedDate(LocalDate date, String name) {}

    /** Replaces a date: by windows, of which an empty list is closed, or by the windows of another weekday. */
    public record DateClause(LocalDate date, @Nullable List<TimeClause> windows, @Nullable String like) {}

    public record TimeClause(String from, String to) {}
}
