package io.surety.calendar;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The public holidays of a region, from the library jollyday; only its type <em>public</em>, no bank holidays and no
 * observances.
 */
public final class PublicHolidays {

    private static final Pattern REGION = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,5})*");
    private static final String POM = "/META-INF/maven/de.focus-shift/jollyday-core/pom.properties";

    private final String library = "jollyday " + libraryVersion();

    /** A public holiday; two on one date are one, with both names. */
    public record PublicHoliday(LocalDate date, String name) {}

    /** Name and version of what the dates come from. */
    public String library() {
        return library;
    }

    /**
     * Whether the library has the region itself: it answers an unknown part of a country with the country's list, so
     * its own hierarchy is asked.
     *
     * @param region ISO 3166-1 or 3166-2 in upper case, such as {@code DE}, {@code DE-BE}, {@code GB-ENG}
     */
    public boolean knows(String region) {
        if (!REGION.matcher(region).matches()) {
            return false;
        }
        String[] path = region.toLowerCase(Locale.ROOT).split("-");
        if (!HolidayManager.getSupportedCalendarCodes().contains(path[0].toUpperCase(Locale.ROOT))) {
            return false;
        }
        CalendarHierarchy place = manager(path[0]).getCalendarHierarchy();
        for (String part : Arrays.asList(path).subList(1, path.length)) {
            Map<String, CalendarHierarchy> parts = place.getChildren();
            if (!parts.containsKey(part)) {
                return false;
            }
            place = parts.get(part);
        }
        return true;
    }

    /**
     * Those in {@code [from, to)}, by date.
     *
     * @throws IllegalArgumentException if the library does not know the region
     */
    public List<PublicHoliday> of(String region, LocalDate from, LocalDate to) {
        if (!knows(region)) {
            throw new IllegalArgumentException("no public holidays are known for the region " + region);
        }
        if (!to.isAfter(from)) {
            return List.of();
        }
        String[] path = region.toLowerCase(Locale.ROOT).split("-");
        TreeMap<LocalDate, String> names = new TreeMap<>();
        manager(path[0])
                .getHolidays(
                        from, to.minusDays(1), HolidayType.PUBLIC_HOLIDAY, Arrays.copyOfRange(path, 1, path.length))
                .stream()
                .sorted((a, b) -> name(a).compareTo(name(b)))
                .forEach(holiday -> names.merge(holiday.getDate(), name(holiday), PublicHolidays::both));
        return names.entrySet().stream()
                .map(entry -> new PublicHoliday(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static String both(String one, String other) {
        return one.equals(other) ? one : one + " / " + other;
    }

    private static String name(Holiday holiday) {
        return holiday.getDescription(Locale.ENGLISH);
    }

    private static HolidayManager manager(String country) {
        return HolidayManager.getInstance(ManagerParameters.create(country));
    }

    private static String libraryVersion() {
        try (InputStream pom = HolidayManager.class.getResourceAsStream(POM)) {
            Properties properties = new Properties();
            if (pom != null) {
                properties.load(pom);
            }
            String version = properties.getProperty("version");
            if (version == null) {
                throw new IllegalStateException("the holiday library does not tell its version");
            }
            return version;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
