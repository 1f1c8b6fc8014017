package io.surety.calendar;

import io.surety.shared.Interval;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Answers from the timeline of its years, by binary search. */
final class CompiledCalendar implements ServiceCalendar {

    private final ZoneId zone;
    private final GrowingTimeline years;

    CompiledCalendar(CalendarDefinition definition) {
        this.zone = definition.zone();
        this.years = new GrowingTimeline(definition);
    }

    @Override
    public ZoneId zone() {
        return zone;
    }

    @Override
    public long elapsedMillis(Instant from, Instant to) {
        long start = years.millis(from);
        long end = years.millis(to);
        return end > start ? open(start, end) : 0;
    }

    @Override
    public long elapsedMillis(Instant from, Instant to, List<Interval> pauses) {
        long start = years.millis(from);
        long end = years.millis(to);
        if (end <= start) {
            return 0;
        }
        long paused = 0;
        for (long[] pause : Pauses.merged(pauses, start, end)) {
            paused += open(pause[0], pause[1]);
        }
        return open(start, end) - paused;
    }

    @Override
    public boolean isOpen(Instant at) {
        long millis = years.millis(at);
        Timeline line = years.covering(millis, millis);
        int i = line.indexAtOrAfter(millis);
        return i < line.intervals() && line.start(i) <= millis;
    }

    @Override
    public Optional<Instant> nextOpen(Instant at) {
        return instant(nextOpen(years.millis(at)));
    }

    @Override
    public List<Interval> openWithin(Interval span) {
        long from = years.millis(span.from());
        long to = years.millis(span.to());
        Timeline line = years.covering(from, to);
        List<Interval> open = new ArrayList<>();
        for (int i = line.indexAtOrAfter(from); i < line.intervals() && line.start(i) < to; i++) {
            open.add(new Interval(
                    Instant.ofEpochMilli(Math.max(line.start(i), from)),
                    Instant.ofEpochMilli(Math.min(line.end(i), to))));
        }
        return open;
    }

    @Override
    public Optional<Due> due(Instant start, Span within, List<Interval> pauses) {
        if (within instanceof Span.Dates) {
            throw new IllegalArgumentException(
                    "a clock counts open time or business days, not dates: " + within.text());
        }
        long from = years.millis(start);
        OptionalLong open = within instanceof Span.BusinessDays business
                ? openUntilEndOfDay(from, business.days())
                : OptionalLong.of(((Span.OpenTime) within).duration().toMillis());
        if (open.isEmpty()) {
            return Optional.empty();
        }
        List<long[]> merged = Pauses.merged(pauses, from, years.highest());
        OptionalLong deadline = after(from, open.getAsLong(), merged);
        OptionalLong breach = deadline.isEmpty() ? deadline : nextRunning(deadline.getAsLong(), merged);
        return breach.isEmpty()
                ? Optional.empty()
                : Optional.of(new Due(
                        Instant.ofEpochMilli(deadline.getAsLong()),
                        Instant.ofEpochMilli(breach.getAsLong()),
                        open.getAsLong()));
    }

    @Override
    public Optional<Instant> after(Instant start, long openMillis, List<Interval> pauses) {
        if (openMillis < 0) {
            throw new IllegalArgumentException("open time does not run backwards: " + openMillis);
        }
        long from = years.millis(start);
        return instant(after(from, openMillis, Pauses.merged(pauses, from, years.highest())));
    }

    @Override
    public int businessDays(Instant from, Instant to) {
        long start = years.millis(from);
        long end = years.millis(to);
        Timeline line = years.covering(Math.min(start, end), Math.max(start, end));
        return Math.max(0, line.businessDayStillOpenAt(end) - line.businessDayStillOpenAt(start));
    }

    private long open(long from, long to) {
        Timeline line = years.covering(from, to);
        return line.openBefore(to) - line.openBefore(from);
    }

    /** Walks from pause to pause; between them it is one search. */
    private OptionalLong after(long start, long open, List<long[]> pauses) {
        long cursor = start;
        long left = open;
        for (long[] pause : pauses) {
            OptionalLong reached = afterUnpaused(cursor, left);
            if (reached.isEmpty() || reached.getAsLong() <= pause[0]) {
                return reached;
            }
            if (pause[1] == years.highest()) {
                return OptionalLong.empty();
            }
            left -= open(cursor, pause[0]);
            cursor = pause[1];
        }
        return afterUnpaused(cursor, left);
    }

    private OptionalLong afterUnpaused(long start, long open) {
        if (open == 0) {
            return OptionalLong.of(start);
        }
        Timeline line = years.covering(start, start);
        while (true) {
            long goal = line.openBefore(start) + open;
            if (line.total() >= goal) {
                return OptionalLong.of(line.earliestWith(goal));
            }
            Timeline more = years.later(line);
            if (more == line) {
                return OptionalLong.empty();
            }
            line = more;
        }
    }

    private OptionalLong nextOpen(long at) {
        Timeline line = years.covering(at, at);
        while (true) {
            int i = line.indexAtOrAfter(at);
            if (i < line.intervals()) {
                return OptionalLong.of(Math.max(at, line.start(i)));
            }
            Timeline more = years.later(line);
            if (more == line) {
                return OptionalLong.empty();
            }
            line = more;
        }
    }

    /** The first open instant at or after {@code at} that lies in no pause. */
    private OptionalLong nextRunning(long at, List<long[]> pauses) {
        OptionalLong next = nextOpen(at);
        for (long[] pause : pauses) {
            if (next.isEmpty() || next.getAsLong() < pause[0]) {
                break;
            }
            if (next.getAsLong() < pause[1]) {
                next = pause[1] < years.highest() ? nextOpen(pause[1]) : OptionalLong.empty();
            }
        }
        return next;
    }

    /** Open time from a start to the end of the n-th business day after its day 0 (domain, 3.3). */
    private OptionalLong openUntilEndOfDay(long start, int days) {
        Timeline line = years.covering(start, start);
        while (true) {
            int day = line.businessDayStillOpenAt(start) + days;
            if (day < line.businessDays()) {
                return OptionalLong.of(open(start, line.businessDayEnd(day)));
            }
            Timeline more = years.later(line);
            if (more == line) {
                return OptionalLong.empty();
            }
            line = more;
        }
    }

    private static Optional<Instant> instant(OptionalLong millis) {
        return millis.isPresent() ? Optional.of(Instant.ofEpochMilli(millis.getAsLong())) : Optional.empty();
    }
}
