package io.surety.calendar;

import java.time.ZoneId;
import java.util.Set;
import java.util.stream.Collectors;

/** The names of time zones (domain, 3.1): those of the IANA, and none that only this virtual machine knows. */
public final class TimeZones {

    private static final Set<String> NAMES = ZoneId.getAvailableZoneIds().stream()
            .filter(name -> !name.startsWith("SystemV/"))
            .collect(Collectors.toUnmodifiableSet());

    private TimeZones() {}

    /** Whether it is such a name, as it is written; an offset is none. */
    public static boolean knows(String name) {
        return NAMES.contains(name);
    }
}
