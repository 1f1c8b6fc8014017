package io.surety.calendar;

import io.surety.shared.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Pauses in order, disjoint, in milliseconds. */
final class Pauses {

    private Pauses() {}

    /** Those parts of the pauses that lie in {@code [from, to)}, merged where they overlap or touch. */
    static List<long[]> merged(List<Interval> pauses, long from, long to) {
        if (pauses.isEmpty()) {
            return List.of();
        }
        List<long[]> merged = new ArrayList<>();
        for (Interval pause : pauses.stream().sorted().toList()) {
            long start = within(pause.from(), from, to);
            long end = within(pause.to(), from, to);
            long[] last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && start <= last[1]) {
                last[1] = Math.max(last[1], end);
            } else if (end > start) {
                merged.add(new long[] {start, end});
            }
        }
        return merged;
    }

    private static long within(Instant instant, long from, long to) {
        if (instant.isBefore(Instant.ofEpochMilli(from))) {
            return from;
        }
        return instant.isBefore(Instant.ofEpochMilli(to)) ? instant.toEpochMilli() : to;
    }
}
