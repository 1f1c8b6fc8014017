package io.surety.party;

import io.surety.calendar.CalendarDefinition;
import io.surety.calendar.CalendarDefinition.TimeRange;
import io.surety.calendar.CalendarDefinition.Window;
import io.surety.calendar.ServiceCalendar;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** When a person is at work, for the due times of her tasks: Monday to Friday, 09:00 to 17:00 in her zone. */
public final class OfficeHours {

    private static final Map<ZoneId, ServiceCalendar> BY_ZONE = new ConcurrentHashMap<>();

    private OfficeHours() {}

    public static ServiceCalendar of(Person person) {
        return in(person.zone());
    }

    public static ServiceCalendar in(ZoneId zone) {
        return BY_ZONE.computeIfAbsent(zone, OfficeHours::compile);
    }

    private static ServiceCalendar compile(ZoneId zone) {
        Window week = new Window(
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                new TimeRange(LocalTime.of(9, 0), LocalTime.of(17, 0)));
        return ServiceCalendar.of(
                new CalendarDefinition("office-hours", zone, List.of(week), Set.of(), Map.of(), Optional.empty()));
    }
}
