package io.surety.calendar;

import java.util.List;

/**
 * Open time of some years as sorted boundaries with prefix sums: interval {@code i} is {@code [start[i], end[i])} and
 * {@code before[i]} milliseconds are open in front of it. Business days lie beside it: the {@code n}-th one ends at
 * {@code dayEnd[n]}, ascending. Known from the millisecond {@code from} on, up to {@code to}.
 */
final class Timeline {

    private static final int NONE = -1;

    private final long from;
    private final long to;
    private final long[] start;
    private final long[] end;
    private final long[] before;
    private final long[] dayEnd;

    private Timeline(long from, long to, long[] start, long[] end, long[] before, long[] dayEnd) {
        this.from = from;
        this.to = to;
        this.start = start;
        this.end = end;
        this.before = before;
        this.dayEnd = dayEnd;
    }

    /**
     * @param dayEnd ascending
     * @param open disjoint, sorted, not touching, within {@code [from, to)}
     */
    static Timeline of(long from, long to, List<long[]> open, long[] dayEnd) {
        int n = open.size();
        long[] start = new long[n];
        long[] end = new long[n];
        long[] before = new long[n];
        long sum = 0;
        for (int i = 0; i < n; i++) {
            start[i] = open.get(i)[0];
            end[i] = open.get(i)[1];
            before[i] = sum;
            sum += end[i] - start[i];
        }
        return new Timeline(from, to, start, end, before, dayEnd);
    }

    /** Open milliseconds in {@code [from, at)}. */
    long openBefore(long at) {
        int i = lastStartingAtOrBefore(at);
        return i == NONE ? 0 : before[i] + Math.min(at, end[i]) - start[i];
    }

    /** Of all that is known. */
    long total() {
        int last = start.length - 1;
        return last < 0 ? 0 : before[last] + end[last] - start[last];
    }

    /** The earliest millisecond in front of which {@code open} of them are open; {@code 0 < open <= total()}. */
    long earliestWith(long open) {
        int low = 0;
        int high = start.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (before[middle] < open) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return start[low] + open - before[low];
    }

    /** Index of the interval that contains {@code at}, or of the first one after it; {@code start.length} if none. */
    int indexAtOrAfter(long at) {
        int i = lastStartingAtOrBefore(at);
        return i != NONE && at < end[i] ? i : i + 1;
    }

    int intervals() {
        return start.length;
    }

    long start(int interval) {
        return start[interval];
    }

    long end(int interval) {
        return end[interval];
    }

    int businessDays() {
        return dayEnd.length;
    }

    long businessDayEnd(int day) {
        return dayEnd[day];
    }

    boolean covers(long first, long last) {
        return from <= first && last < to;
    }

    /** Index of the first business day that ends after {@code at}: the one of which open time is still to come. */
    int businessDayStillOpenAt(long at) {
        int low = 0;
        int high = dayEnd.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (dayEnd[middle] > at) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private int lastStartingAtOrBefore(long at) {
        int low = 0;
        int high = start.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (start[middle] <= at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}
