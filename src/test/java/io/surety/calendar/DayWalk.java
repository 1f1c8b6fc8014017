package io.surety.calendar;

import io.surety.calendar.CalendarDefinition.TimeRange;
import io.surety.calendar.CalendarDefinition.Window;
import io.surety.shared.Interval;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rules of time once more, as slowly and plainly as they are written: day by day, moment by moment. Shares nothing
 * with the calendar but its definition.
 */
final class DayWalk {

    private final CalendarDefinition definition;
    private final ZoneRules rules;
    private final LocalDate first;
    private final LocalDate last;
    private final List<Placed> windows = new ArrayList<>();
    private final List<Placed> closedDays = new ArrayList<>();
    private final List<Placed> open;
    private final List<Long> businessDayEnds;

    private record Placed(long from, long to, @Nullable LocalDate date) {}

    /** What happens in a stretch without any boundary in it. */
    private record Stretch(long from, long to, boolean counts) {}

    /** @param last the last local date that is walked; questions stay some days away from both ends */
    DayWalk(CalendarDefinition definition, LocalDate first, LocalDate last) {
        this.definition = definition;
        this.rules = definition.zone().getRules();
        this.first = first;
        this.last = last;
        for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(1)) {
            placeWindowsOf(date);
            if (definition.holidays().contains(date) || definition.dates().containsKey(date)) {
                closedDays.add(new Placed(midnight(date), midnight(date.plusDays(1)), date));
            }
        }
        definition.complementOf().ifPresent(o -> placeHolesOf(new DayWalk(o, first, last)));
        this.open = openStretches();
        this.businessDayEnds = businessDayEnds();
    }

    private void placeWindowsOf(LocalDate date) {
        List<TimeRange> ranges = new ArrayList<>();
        if (definition.dates().containsKey(date)) {
            ranges.addAll(definition.dates().get(date));
        } else {
            for (Window window : definition.windows()) {
                if (window.days().contains(date.getDayOfWeek())) {
                    ranges.add(window.range());
                }
            }
        }
        for (TimeRange range : ranges) {
            LocalDate end = range.to().compareTo(range.from()) > 0 ? date : date.plusDays(1);
            windows.add(new Placed(place(date.atTime(range.from())), place(end.atTime(range.to())), date));
        }
    }

    private void placeHolesOf(DayWalk base) {
        for (int i = 1; i < base.open.size(); i++) {
            windows.add(new Placed(base.open.get(i - 1).to(), base.open.get(i).from(), null));
        }
    }

    /** Every stretch between two neighbouring boundaries of any kind is open or closed as a whole. */
    private List<Placed> openStretches() {
        List<Placed> stretches = new ArrayList<>();
        TreeSet<Long> marks = new TreeSet<>();
        windows.forEach(w -> marks.addAll(List.of(w.from(), w.to())));
        closedDays.forEach(w -> marks.addAll(List.of(w.from(), w.to())));
        long before = midnight(first);
        for (long mark : marks) {
            if (isOpen(before)) {
                boolean goesOn = !stretches.isEmpty()
                        && stretches.get(stretches.size() - 1).to() == before;
                long from = goesOn ? stretches.remove(stretches.size() - 1).from() : before;
                stretches.add(new Placed(from, mark, null));
            }
            before = mark;
        }
        return stretches;
    }

    long elapsed(long from, long to, List<Interval> pauses) {
        return stretches(from, to, pauses).stream()
                .filter(Stretch::counts)
                .mapToLong(s -> s.to() - s.from())
                .sum();
    }

    boolean isOpen(long at) {
        for (Placed window : windows) {
            if (window.from() <= at && at < window.to() && !closedFor(window, at)) {
                return true;
            }
        }
        return false;
    }

    /** The earliest instant with that much open, unpaused time since the start; -1 if the walk ends first. */
    long deadline(long start, long open, List<Interval> pauses) {
        long left = open;
        if (left == 0) {
            return start;
        }
        long end = midnight(last.minusDays(6));
        for (Placed part : this.open) {
            for (Stretch stretch : stretches(part, start, end, pauses)) {
                long length = stretch.counts() ? stretch.to() - stretch.from() : 0;
                if (length >= left) {
                    return stretch.from() + left;
                }
                left -= length;
            }
        }
        return -1;
    }

    long breach(long deadline, List<Interval> pauses) {
        long end = midnight(last.minusDays(6));
        for (Placed part : open) {
            for (Stretch stretch : stretches(part, deadline, end, pauses)) {
                if (stretch.counts()) {
                    return stretch.from();
                }
            }
        }
        return -1;
    }

    /** Domain 3.3, word by word: the end of the n-th business day after day 0, moved on by the paused open time. */
    long businessDeadline(long start, int days, List<Interval> pauses) {
        List<Long> ends = businessDayEnds;
        int day = 0;
        while (day < ends.size() && ends.get(day) <= start) {
            day++;
        }
        if (day + days >= ends.size()) {
            return -1;
        }
        long end = ends.get(day + days);
        long paused = elapsed(start, end, List.of()) - elapsed(start, end, pauses);
        return deadline(end, paused, pauses);
    }

    /** How many business days end in {@code (from, to]}. */
    long businessDays(long from, long to) {
        return businessDayEnds.stream().filter(end -> from < end && end <= to).count();
    }

    private List<Long> businessDayEnds() {
        TreeMap<LocalDate, Long> ends = new TreeMap<>();
        for (Placed window : windows) {
            long kept = -1;
            for (Stretch stretch : cut(window)) {
                kept = stretch.counts() ? stretch.to() : kept;
            }
            if (kept >= 0) {
                LocalDate date = LocalDateTime.ofInstant(
                                Instant.ofEpochMilli(window.from()),
                                rules.getOffset(Instant.ofEpochMilli(window.from())))
                        .toLocalDate();
                ends.merge(date, kept, Math::max);
            }
        }
        List<Long> ascending = new ArrayList<>();
        for (long end : ends.values()) {
            ascending.add(ascending.isEmpty() ? end : Math.max(end, ascending.get(ascending.size() - 1)));
        }
        return ascending;
    }

    private List<Stretch> cut(Placed window) {
        TreeSet<Long> marks = new TreeSet<>();
        closedDays.forEach(day -> {
            marks.add(day.from());
            marks.add(day.to());
        });
        return between(marks, window.from(), window.to()).stream()
                .map(s -> new Stretch(s.from(), s.to(), !closedFor(window, s.from())))
                .toList();
    }

    private List<Stretch> stretches(long from, long to, List<Interval> pauses) {
        List<Stretch> stretches = new ArrayList<>();
        open.forEach(part -> stretches.addAll(stretches(part, from, to, pauses)));
        return stretches;
    }

    /** What lies of one open part in {@code [from, to)}. */
    private static List<Stretch> stretches(Placed part, long from, long to, List<Interval> pauses) {
        if (part.to() <= from || part.from() >= to) {
            return List.of();
        }
        TreeSet<Long> marks = new TreeSet<>();
        pauses.forEach(p -> marks.addAll(List.of(p.from().toEpochMilli(), p.to().toEpochMilli())));
        List<Stretch> stretches = new ArrayList<>();
        for (Stretch s : between(marks, Math.max(part.from(), from), Math.min(part.to(), to))) {
            stretches.add(new Stretch(
                    s.from(), s.to(), pauses.stream().noneMatch(p -> p.contains(Instant.ofEpochMilli(s.from())))));
        }
        return stretches;
    }

    private static List<Stretch> between(TreeSet<Long> marks, long from, long to) {
        List<Stretch> stretches = new ArrayList<>();
        long start = from;
        for (long mark : marks) {
            if (mark > start && mark < to) {
                stretches.add(new Stretch(start, mark, false));
                start = mark;
            }
        }
        if (to > start) {
            stretches.add(new Stretch(start, to, false));
        }
        return stretches;
    }

    private boolean closedFor(Placed window, long at) {
        return closedDays.stream()
                .anyMatch(day -> day.from() <= at
                        && at < day.to()
                        && !((day.date() != null && definition.dates().containsKey(day.date()))
                                && Objects.equals(day.date(), window.date())));
    }

    private long midnight(LocalDate date) {
        return place(date.atTime(LocalTime.MIDNIGHT));
    }

    /** RFC 5545, 3.3.5: in a gap the offset before it, in an overlap the first occurrence. */
    private long place(LocalDateTime local) {
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        ZoneOffset offset = offsets.isEmpty() ? rules.getTransition(local).getOffsetBefore() : offsets.get(0);
        return local.toEpochSecond(offset) * 1000 + local.getNano() / 1_000_000;
    }
}
