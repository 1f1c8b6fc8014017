package io.surety.measurement.rollup;

import io.surety.measurement.ValueLimit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** @param bySeries the limits within which values are counted, by position */
record Limits(Map<Integer, List<ValueLimit>> bySeries) {

    List<ValueLimit> of(int series) {
        return bySeries.getOrDefault(series, List.of());
    }

    SortedMap<ValueLimit, Long> count(int series, List<BigDecimal> values) {
        var counts = new TreeMap<ValueLimit, Long>();
        for (ValueLimit limit : of(series)) {
            counts.put(limit, values.stream().filter(limit::holds).count());
        }
        return counts;
    }
}
