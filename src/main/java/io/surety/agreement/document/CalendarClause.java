package io.surety.agreement.document;

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
        @Nullable String complementOf) {

    /** @param days {@code MO} to {@code SU} */
    public record WindowClause(List<String> days, String from, String to) {}

    /**
     * @param region ISO 3166 code such as {@code DE-BE}
     * @param extra further closed dates
     * @param frozen the region's public holidays as they were when the document was offered
     */
    public record HolidayClause(@Nullable String region, List<LocalDate> extra, @Nullable FrozenHolidays frozen) {}

    /** @param library name and version of what the dates came from */
    public record FrozenHolidays(String library, List<NamedDate> dates) {}

    public record NamedDate(LocalDate date, String name) {}

    /** Replaces a date: by windows, of which an empty list is closed, or by the windows of another weekday. */
    public record DateClause(LocalDate date, @Nullable List<TimeClause> windows, @Nullable String like) {}

    public record TimeClause(String from, String to) {}
}
