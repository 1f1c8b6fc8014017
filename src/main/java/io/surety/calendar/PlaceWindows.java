package io.surety.calendar;

import io.surety.calendar.CalendarDefinition.TimeRange;
import io.surety.calendar.CalendarDefinition.Window;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lays the local windows of a definition on the instant line, and takes holidays out as a set.
 *
 * <p>A local time is placed as {@code java.time} and RFC 5545 do: in a gap with the offset before it, in an overlap at
 * its first occurrence; a window that thereby ends at or before its start has no open time.
 */
final class PlaceWindows {

    /** A window reaches into the next day, and a date that does not exist moves it by one more. */
    private static final int REACH_DAYS = 3;

    private final CalendarDefinition definition;
    private final ZoneId zone;
    private final Map<DayOfWeek, List<TimeRange>> week = new EnumMap<>(DayOfWeek.class);
    private final Optional<PlaceWindows> other;

    PlaceWindows(CalendarDefinition definition) {
        this.definition = definition;
        this.zone = definition.zone();
        for (Window window : definition.windows()) {
            window.days().forEach(day -> week.computeIfAbsent(day, d -> new ArrayList<>())
                    .add(window.range()));
        }
        this.other = definition.complementOf().map(PlaceWindows::new);
    }

    /**
     * A window on the instant line.
     *
     * @param date the local date that it is written for; null for what a complement leaves open
     * @param whole whether both ends are its own, and not only those of what was looked at
     */
    private record Placed(long start, long end, @Nullable LocalDate date, boolean whole) {}

    /** The open time of whole local years. */
    Timeline years(int first, int last) {
        long from = startOfDay(LocalDate.of(first, 1, 1));
        long to = startOfDay(LocalDate.of(last + 1, 1, 1));
        List<long[]> open = new ArrayList<>();
        TreeMap<LocalDate, Long> dayEnds = new TreeMap<>();
        for (Placed window : windows(from, to)) {
            List<long[]> kept = lessClosedDays(window);
            open.addAll(kept);
            if (!kept.isEmpty() && window.whole() && window.start() >= from && window.start() < to) {
                dayEnds.merge(dateOf(window.start()), kept.get(kept.size() - 1)[1], Math::max);
            }
        }
        return Timeline.of(from, to, union(open, from, to), ascending(dayEnds));
    }

    /** The last year in which a date differs from its weekday. */
    int lastSpecialYear() {
        int own = Math.max(
                definition.holidays().stream()
                        .mapToInt(LocalDate::getYear)
                        .max()
                        .orElse(Integer.MIN_VALUE),
                definition.dates().keySet().stream()
                        .mapToInt(LocalDate::getYear)
                        .max()
                        .orElse(Integer.MIN_VALUE));
        return other.map(o -> Math.max(own, o.lastSpecialYear())).orElse(own);
    }

    private List<long[]> open(long from, long to) {
        List<long[]> open = new ArrayList<>();
        windows(from, to).forEach(window -> open.addAll(lessClosedDays(window)));
        return union(open, from, to);
    }

    private List<Placed> windows(long from, long to) {
        List<Placed> placed = new ArrayList<>();
        other.ifPresent(calendar -> placed.addAll(holes(calendar.open(from, to), from, to)));
        LocalDate last = dateOf(to).plusDays(REACH_DAYS);
        for (LocalDate date = dateOf(from).minusDays(REACH_DAYS); !date.isAfter(last); date = date.plusDays(1)) {
            List<TimeRange> ranges = definition.dates().get(date);
            for (TimeRange range : ranges != null ? ranges : week.getOrDefault(date.getDayOfWeek(), List.of())) {
                long start = place(date, range.from());
                long end = place(range.to().isAfter(range.from()) ? date : date.plusDays(1), range.to());
                if (end > start) {
                    placed.add(new Placed(start, end, date, true));
                }
            }
        }
        return placed;
    }

    private static List<Placed> holes(List<long[]> open, long from, long to) {
        List<Placed> holes = new ArrayList<>();
        long start = from;
        for (long[] interval : open) {
            if (interval[0] > start) {
                holes.add(new Placed(start, interval[0], null, start != from));
            }
            start = interval[1];
        }
        if (to > start) {
            holes.add(new Placed(start, to, null, false));
        }
        return holes;
    }

    /** What is left of a window when holidays, and dates that have windows of their own, are taken out. */
    private List<long[]> lessClosedDays(Placed window) {
        List<long[]> kept = new ArrayList<>();
        long start = window.start();
        LocalDate last = dateOf(window.end()).plusDays(1);
        for (LocalDate date = dateOf(window.start()).minusDays(1); !date.isAfter(last); date = date.plusDays(1)) {
            if (isClosedFor(window, date)) {
                long dayStart = startOfDay(date);
                long dayEnd = startOfDay(date.plusDays(1));
                if (Math.min(dayStart, window.end()) > start) {
                    kept.add(new long[] {start, Math.min(dayStart, window.end())});
                }
                start = Math.max(start, dayEnd);
            }
        }
        if (window.end() > start) {
            kept.add(new long[] {start, window.end()});
        }
        return kept;
    }

    private boolean isClosedFor(Placed window, LocalDate date) {
        return definition.dates().containsKey(date)
                ? !date.equals(window.date())
                : definition.holidays().contains(date);
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
    private static long[] ascending(TreeMap<LocalDate, Long> dayEnds) {
        long[] ends = dayEnds.values().stream().mapToLong(Long::longValue).toArray();
        for (int i = 1; i < ends.length; i++) {
            ends[i] = Math.max(ends[i], ends[i - 1]);
        }
        return ends;
    }

    private long startOfDay(LocalDate date) {
        return place(date, LocalTime.MIDNIGHT);
    }

    private long place(LocalDate date, LocalTime time) {
        return date.atTime(time).atZone(zone).toInstant().toEpochMilli();
    }

    private LocalDate dateOf(long millis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone);
    }
}
