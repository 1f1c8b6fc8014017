package io.surety.measurement.rollup;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** @param bySeries the limits within which values are counted, by position */
record Limits(Map<Integer, List<BigDecimal>> bySeries) {

    List<BigDecimal> of(int series) {
        return bySeries.getOrDefault(series, List.of());
    }

    SortedMap<BigDecimal, Long> count(int series, List<BigDecimal> values) {
        var counts = new TreeMap<BigDecimal, Long>();
        for (BigDecimal limit : of(series)) {
            counts.put(
                    limit, values.stream().filter(v -> v.compareTo(limit) <= 0).count());
        }
        return counts;
    }
}
