package io.surety.calendar;

import io.surety.calendar.CalendarDefinition.TimeRange;
import io.surety.calendar.CalendarDefinition.Window;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Lays the local windows of a definition on the instant line, and takes holidays out as a set.
 *
 * <p>A local time is placed as {@code java.time} and RFC 5545 do: in a gap with the offset before it, in an overlap at
 * its first occurrence; a window that thereby ends at or before its start has no open time.
 */
final class PlaceWindows {

    /** A window reaches into the next day, and a date that does not exist moves it by one more. */
    private static final int REACH_DAYS = 3;

    private static final long REACH = REACH_DAYS * 86_400_000L;

    /** For a part of the time line that no date's window is written for. */
    private static final long NO_DATE = Long.MIN_VALUE;

    private final CalendarDefinition definition;
    private final ZoneId zone;
    private final Map<DayOfWeek, List<TimeRange>> week = new EnumMap<>(DayOfWeek.class);
    private final Optional<PlaceWindows> other;
    /** Dates that differ from their weekday, as epoch days, ascending. */
    private final long[] special;

    PlaceWindows(CalendarDefinition definition) {
        this.definition = definition;
        this.zone = definition.zone();
        for (Window window : definition.windows()) {
            window.days().forEach(day -> week.computeIfAbsent(day, d -> new ArrayList<>())
                    .add(window.range()));
        }
        this.other = definition.complementOf().map(PlaceWindows::new);
        this.special = Stream.concat(definition.holidays().stream(), definition.dates().keySet().stream())
                .mapToLong(LocalDate::toEpochDay)
                .distinct()
                .sorted()
                .toArray();
    }

    /**
     * A window on the instant line.
     *
     * @param date the local date that it is written for, as an epoch day; {@link #NO_DATE} for what a complement leaves
     *     open
     * @param ends whether its end is its own, and not only that of what was looked at
     */
    private record Placed(long start, long end, long date, boolean ends) {}

    /** The open time of whole local years, and the business days that end in them or begin in them. */
    Timeline years(int first, int last) {
        long from = startOfYear(first);
        long to = startOfYear(last + 1);
        ZoneTable table = new ZoneTable(zone.getRules(), from, to);
        List<long[]> open = new ArrayList<>();
        TreeMap<Long, Long> dayEnds = new TreeMap<>();
        for (Placed window : windows(table, from, to)) {
            List<long[]> kept = lessClosedDays(table, window);
            open.addAll(kept);
            long end = kept.isEmpty() ? from : kept.get(kept.size() - 1)[1];
            if (end > from && window.ends() && window.start() < to) {
                dayEnds.merge(table.dateOf(window.start()), end, Math::max);
            }
        }
        return Timeline.of(from, to, union(open, from, to), ascending(dayEnds));
    }

    /** The last year in which a date differs from its weekday. */
    int lastSpecialYear() {
        int own = special.length == 0
                ? Integer.MIN_VALUE
                : LocalDate.ofEpochDay(special[special.length - 1]).getYear();
        return other.map(o -> Math.max(own, o.lastSpecialYear())).orElse(own);
    }

    private List<long[]> open(long from, long to) {
        ZoneTable table = new ZoneTable(zone.getRules(), from, to);
        List<long[]> open = new ArrayList<>();
        windows(table, from, to).forEach(window -> open.addAll(lessClosedDays(table, window)));
        return union(open, from, to);
    }

    private List<Placed> windows(ZoneTable table, long from, long to) {
        List<Placed> placed = new ArrayList<>();
        // farther than both ends, to see on which date what is open at them began
        other.ifPresent(
                calendar -> placed.addAll(holes(calendar.open(from - REACH, to + REACH), from - REACH, to + REACH)));
        long last = table.dateOf(to) + REACH_DAYS;
        for (long date = table.dateOf(from) - REACH_DAYS; date <= last; date++) {
            for (TimeRange range : ranges(date)) {
                long start = table.place(date, range.from().toNanoOfDay() / 1_000_000);
                long end = table.place(
                        range.to().isAfter(range.from()) ? date : date + 1,
                        range.to().toNanoOfDay() / 1_000_000);
                if (end > start) {
                    placed.add(new Placed(start, end, date, true));
                }
            }
        }
        return placed;
    }

    private List<TimeRange> ranges(long date) {
        List<TimeRange> replaced = isSpecial(date, date) ? definition.dates().get(LocalDate.ofEpochDay(date)) : null;
        // 1970-01-01 was a Thursday.
        return replaced != null
                ? replaced
                : week.getOrDefault(DayOfWeek.THURSDAY.plus(Math.floorMod(date, 7)), List.of());
    }

    private static List<Placed> holes(List<long[]> open, long from, long to) {
        List<Placed> holes = new ArrayList<>();
        long start = from;
        for (long[] interval : open) {
            if (interval[0] > start) {
                holes.add(new Placed(start, interval[0], NO_DATE, true));
            }
            start = interval[1];
        }
        if (to > start) {
            holes.add(new Placed(start, to, NO_DATE, false));
        }
        return holes;
    }

    /** What is left of a window when holidays, and dates that have windows of their own, are taken out. */
    private List<long[]> lessClosedDays(ZoneTable table, Placed window) {
        long first = table.dateOf(window.start()) - 1;
        long last = table.dateOf(window.end()) + 1;
        if (!isSpecial(first, last)) {
            return List.of(new long[] {window.start(), window.end()});
        }
        List<long[]> kept = new ArrayList<>();
        long start = window.start();
        for (long date = first; date <= last; date++) {
            if (isClosedFor(window, date)) {
                long end = Math.min(table.startOf(date), window.end());
                if (end > start) {
                    kept.add(new long[] {start, end});
                }
                start = Math.max(start, table.startOf(date + 1));
            }
        }
        if (window.end() > start) {
            kept.add(new long[] {start, window.end()});
        }
        return kept;
    }

    private boolean isClosedFor(Placed window, long date) {
        if (!isSpecial(date, date)) {
            return false;
        }
        LocalDate local = LocalDate.ofEpochDay(date);
        return definition.dates().containsKey(local)
                ? date != window.date()
                : definition.holidays().contains(local);
    }

    /** Whether any of these dates, both inclusive, differs from its weekday. */
    private boolean isSpecial(long first, long last) {
        int found = Arrays.binarySearch(special, first);
        return found >= 0 || -found - 1 < special.length && special[-found - 1] <= last;
    }

    /** Sorted, disjoint, not touching, clipped. */
    private static List<long[]> union(List<long[]> intervals, long from, long to) {
        intervals.sort(Comparator.comparingLong(interval -> interval[0]));
        List<long[]> union = new ArrayList<>();
        for (long[] interval : intervals) {
            long start = Math.max(interval[0], from);
            long end = Math.min(interval[1], to);
            long[] last = union.isEmpty() ? new long[] {from, Long.MIN_VALUE} : union.get(union.size() - 1);
            if (start <= last[1]) {
                last[1] = Math.max(last[1], end);
            } else if (end > start) {
                union.add(new long[] {start, end});
            }
        }
        return union;
    }

    /** A day whose windows lie within those of the day before ends with them. */
    private static long[] ascending(TreeMap<Long, Long> dayEnds) {
        long[] ends = dayEnds.values().stream().mapToLong(Long::longValue).toArray();
        for (int i = 1; i < ends.length; i++) {
            ends[i] = Math.max(ends[i], ends[i - 1]);
        }
        return ends;
    }

    private long startOfYear(int year) {
        return LocalDate.of(year, 1, 1).atStartOfDay(zone).toInstant().toEpochMilli();
    }
}
