package io.surety.evaluation.web;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.evaluation.ClockId;
import io.surety.evaluation.ClockView;
import io.surety.evaluation.Clocks;
import io.surety.evaluation.Clocks.OpenClock;
import io.surety.evaluation.forecast.BreachForecast;
import io.surety.evaluation.forecast.ForecastClocks;
import io.surety.party.Caller;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** The clocks that a caller may see and that are due soon, each with how likely it goes late. */
@Component
class FindClocksAtRisk {

    static final int MOST = 1_000;

    private static final Comparator<AtRisk> BY_REMAINING = Comparator.comparingLong(
                    (AtRisk r) -> r.open().remainingMillis())
            .thenComparing(r -> r.open().due())
            .thenComparing(r -> r.open().clock().id().toString());

    private final Clocks clocks;
    private final ForecastClocks forecasts;
    private final Agreements agreements;

    FindClocksAtRisk(Clocks clocks, ForecastClocks forecasts, Agreements agreements) {
        this.clocks = clocks;
        this.forecasts = forecasts;
        this.agreements = agreements;
    }

    /** @param zone of its agreement */
    record AtRisk(OpenClock open, BreachForecast forecast, ZoneId zone) {}

    /** What comes first; a clock of which nothing is said comes after all others. */
    enum Order {
        REMAINING(BY_REMAINING),
        PROBABILITY(Comparator.comparing(
                        (AtRisk r) -> r.forecast().probability().orElse(BigDecimal.ONE.negate()),
                        Comparator.reverseOrder())
                .thenComparing(BY_REMAINING));

        private final Comparator<AtRisk> comparator;

        Order(Comparator<AtRisk> comparator) {
            this.comparator = comparator;
        }

        /** @throws io.surety.shared.Refusal {@code query-invalid} if it is none */
        static Order parse(String text) {
            for (Order order : values()) {
                if (order.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return order;
                }
            }
            throw Horizon.invalid("sort", "write remaining or probability");
        }
    }

    /**
     * @param horizon {@code today} in the zone of each agreement, or a length on the wall
     * @param limit from 1 to {@link #MOST}; whatever comes first, it is taken from the {@code MOST} with the least time left
     */
    List<AtRisk> find(String horizon, Order order, int limit, Instant now, Caller caller) {
        if (limit < 1 || limit > MOST) {
            throw Horizon.invalid("limit", "from 1 to " + MOST);
        }
        Horizon.parse(horizon, now, ZoneOffset.UTC);
        Map<String, ZoneId> zones = new HashMap<>();
        Map<Instant, List<String>> byHorizon = new TreeMap<>();
        for (Version version : agreements.visibleTo(caller)) {
            if (caller.sees(version.sides())) {
                ZoneId zone = version.document().spec().period().zone();
                zones.put(version.ref().agreement(), zone);
                byHorizon
                        .computeIfAbsent(Horizon.parse(horizon, now, zone), h -> new ArrayList<>())
                        .add(version.ref().agreement());
            }
        }
        Map<VersionRef, Boolean> seen = new HashMap<>();
        List<OpenClock> open = byHorizon.entrySet().stream()
                .flatMap(e -> clocks.atRisk(e.getValue(), now, e.getKey(), MOST).stream())
                .filter(o -> seen.computeIfAbsent(
                        o.clock().version(),
                        ref -> caller.sees(agreements.get(ref).sides())))
                .toList();
        return forecast(open, zones, now).stream()
                .sorted(BY_REMAINING)
                .limit(MOST)
                .sorted(order.comparator)
                .limit(limit)
                .toList();
    }

    /** Those of one agreement that are due today, the likeliest to be late first. */
    List<AtRisk> today(Version version, Instant now, int limit) {
        ZoneId zone = version.document().spec().period().zone();
        String agreement = version.ref().agreement();
        List<OpenClock> open = clocks.atRisk(List.of(agreement), now, Horizon.parse("today", now, zone), MOST);
        return forecast(open, Map.of(agreement, zone), now).stream()
                .sorted(Order.PROBABILITY.comparator)
                .limit(limit)
                .toList();
    }

    private List<AtRisk> forecast(List<OpenClock> open, Map<String, ZoneId> zones, Instant now) {
        Map<ClockId, BreachForecast> said = forecasts.of(open, now);
        return open.stream()
                .map(o -> {
                    ClockView clock = o.clock();
                    return new AtRisk(
                            o,
                            Objects.requireNonNull(said.get(clock.id())),
                            zones.getOrDefault(clock.version().agreement(), ZoneOffset.UTC));
                })
                .toList();
    }
}
