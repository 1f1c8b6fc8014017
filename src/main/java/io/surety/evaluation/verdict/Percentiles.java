package io.surety.evaluation.verdict;

import java.util.List;
import java.util.Optional;

/**
 * Nearest-rank percentiles of open time, in milliseconds.
 *
 * @param n how many clocks stopped
 */
public record Percentiles(int n, long p50, long p90, long p95) {

    /** @return empty if there are no values */
    public static Optional<Percentiles> of(List<Long> millis) {
        if (millis.isEmpty()) {
            return Optional.empty();
        }
        List<Long> sorted = millis.stream().sorted().toList();
        return Optional.of(new Percentiles(sorted.size(), rank(sorted, 50), rank(sorted, 90), rank(sorted, 95)));
    }

    /** The value at rank ⌈percent/100 × n⌉, counted from 1. */
    private static long rank(List<Long> sorted, int percent) {
        return sorted.get((percent * sorted.size() + 99) / 100 - 1);
    }
}
