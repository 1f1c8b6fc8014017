package io.surety.measurement;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the readings of one line of numbers come to. Every part but the sketch is exact, and none depends on the order in
 * which the readings came.
 *
 * @param events how many readings count: records of a counter, samples, values of a gauge, scores
 * @param good sum of what was good: of a counter its good ones, of samples those that were up
 * @param total sum of what could have been good; for a volume the sum of the amounts, for a score the sum of the scales
 * @param sum of the values of a gauge or a score; zero for counters
 * @param min smallest value; null where there are none
 * @param max greatest value; null where there are none
 * @param within for each registered limit how many values are within it. A limit is missing here if it was registered
 *     so late that the raw values of a part of the span were gone
 * @param contradicted how many ids came with two contents of one revision: none of them counts in anything above, and
 *     what they would have said is unknown
 * @param lastAt instant of the last reading; null where there are none
 * @param sketch of the values, for percentiles that are shown; null where there are none or none was asked for
 */
public record Totals(
        long events,
        long good,
        long total,
        BigDecimal sum,
        @Nullable BigDecimal min,
        @Nullable BigDecimal max,
        SortedMap<ValueLimit, Long> within,
        long contradicted,
        @Nullable Instant lastAt,
        @Nullable ValueSketch sketch) {

    /** Nothing is known. */
    public static final Totals NONE = new Totals(0, 0, 0, BigDecimal.ZERO, null, null, new TreeMap<>(), 0, null, null);

    public Totals {
        within = Collections.unmodifiableSortedMap(new TreeMap<>(within));
    }

    /** Whether not even a contradiction is known. */
    public boolean isEmpty() {
        return events == 0 && contradicted == 0;
    }

    /**
     * How many values are within {@code limit}; empty if the limit is not registered, or was registered too late.
     *
     * @see Rollups#register
     */
    public OptionalLong within(ValueLimit limit) {
        Long count = within.get(limit);
        if (count != null) {
            return OptionalLong.of(count);
        }
        return events == 0 ? OptionalLong.of(0) : OptionalLong.empty();
    }

    /**
     * About the value that a share of all values is at most.
     *
     * @param share in [0, 1], 0.95 for the 95th percentile
     * @return off by at most {@link ValueSketch#RELATIVE_ERROR} of the true value; for display, never for judging
     */
    public Optional<BigDecimal> percentile(double share) {
        return sketch == null ? Optional.empty() : sketch.quantile(share);
    }

    /**
     * Both together; limits that only one of them has counted are lost, unless the other has no values.
     *
     * @throws ArithmeticException if a sum does not fit in a long
     */
    public Totals plus(Totals other) {
        return new Totals(
                Math.addExact(events, other.events),
                Math.addExact(good, other.good),
                Math.addExact(total, other.total),
                sum.add(other.sum),
                less(min, other.min),
                greater(max, other.max),
                bothWithin(other),
                Math.addExact(contradicted, other.contradicted),
                later(lastAt, other.lastAt),
                bothSketches(other));
    }

    private SortedMap<ValueLimit, Long> bothWithin(Totals other) {
        if (events == 0) {
            return other.within;
        }
        if (other.events == 0) {
            return within;
        }
        var both = new TreeMap<ValueLimit, Long>();
        within.forEach((limit, count) -> {
            Long more = other.within.get(limit);
            if (more != null) {
                both.put(limit, Math.addExact(count, more));
            }
        });
        return both;
    }

    private @Nullable ValueSketch bothSketches(Totals other) {
        if (sketch == null) {
            return other.sketch;
        }
        return other.sketch == null ? sketch : sketch.mergedWith(other.sketch);
    }

    private static @Nullable BigDecimal less(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static @Nullable BigDecimal greater(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }
}
