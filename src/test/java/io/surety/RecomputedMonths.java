package io.surety;

import io.surety.RecomputedIncidents.Decided;
import io.surety.RecomputedIncidents.Incident;
import io.surety.RecomputedIncidents.Promise;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/** What the months of {@code real-incidents.yaml} come to, from the recomputed clocks; plain loops again. */
final class RecomputedMonths {

    /**
     * @param value as a verdict says it
     * @param count of violations
     * @param owed in euros
     */
    record Month(int met, int missed, String value, int count, BigDecimal owed) {}

    private static final BigDecimal CHARGES = new BigDecimal("1234.56");
    private static final BigDecimal NOTHING = new BigDecimal("0.00");

    private RecomputedMonths() {}

    /** Of the whole validity, {@code [2016-01, 2017-07)}. */
    static Map<YearMonth, Month> respond(Map<String, Incident> incidents) {
        var months = new TreeMap<YearMonth, Month>();
        count(incidents, RecomputedIncidents.RESPOND).forEach((month, counts) -> {
            int all = counts[0] + counts[1];
            boolean missed = counts[0] * 100 < all * 90;
            String percent = counts[0] * 100 < all * 75 ? "12.5" : "5";
            BigDecimal owed =
                    CHARGES.multiply(new BigDecimal(percent)).divide(new BigDecimal(100), 2, RoundingMode.HALF_UP);
            if (all < 5) {
                months.put(month, new Month(counts[0], counts[1], "NOT_DETERMINED", 0, NOTHING));
            } else if (missed) {
                months.put(month, new Month(counts[0], counts[1], "VIOLATED", 1, owed));
            } else {
                months.put(month, new Month(counts[0], counts[1], "FULFILLED", 0, NOTHING));
            }
        });
        return months;
    }

    static Map<YearMonth, Month> resolve(Map<String, Incident> incidents) {
        var months = new TreeMap<YearMonth, Month>();
        count(incidents, RecomputedIncidents.RESOLVE).forEach((month, counts) -> {
            int groups = counts[1] / 3;
            String value = counts[0] + counts[1] == 0 ? "NOT_DETERMINED" : groups > 0 ? "VIOLATED" : "FULFILLED";
            BigDecimal owed =
                    new BigDecimal("17.25").multiply(new BigDecimal(groups)).setScale(2);
            months.put(month, new Month(counts[0], counts[1], value, groups, owed));
        });
        return months;
    }

    private static Map<YearMonth, int[]> count(Map<String, Incident> incidents, Promise promise) {
        var counts = new TreeMap<YearMonth, int[]>();
        for (YearMonth m = YearMonth.of(2016, 1); m.isBefore(YearMonth.of(2017, 7)); m = m.plusMonths(1)) {
            counts.put(m, new int[2]);
        }
        for (Incident incident : incidents.values()) {
            Decided decided = RecomputedIncidents.decide(incident, promise);
            YearMonth month = YearMonth.from(LocalDateTime.ofEpochSecond(decided.at() * 60, 0, ZoneOffset.UTC));
            counts.computeIfAbsent(month, m -> new int[2])[decided.met() ? 0 : 1]++;
        }
        return counts;
    }
}
