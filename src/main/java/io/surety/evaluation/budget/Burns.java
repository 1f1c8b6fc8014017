package io.surety.evaluation.budget;

import io.surety.calendar.Span;
import io.surety.evaluation.budget.ErrorBudget.Alert;
import io.surety.evaluation.budget.ErrorBudget.BurnRate;
import io.surety.shared.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What was consumed in windows that end at one instant, as burn rates of one target and what alerts say of them. */
final class Burns {

    private Burns() {}

    /** @param spent by window and target */
    static List<BurnRate> rates(
            Map<Span, Map<Optional<String>, Spending>> spent, Optional<String> target, Instant end, ZoneId zone) {
        return spent.entrySet().stream()
                .map(window -> new BurnRate(
                        window.getKey(),
                        Windows.before(end, window.getKey(), zone),
                        Objects.requireNonNullElse(window.getValue().get(target), Spending.NONE)))
                .sorted(Comparator.comparing(rate -> rate.span().length()))
                .toList();
    }

    /** @param period of the budget */
    static List<Alert> alerts(
            Map<Span, Map<Optional<String>, Spending>> spent,
            Optional<String> target,
            Instant end,
            ZoneId zone,
            Duration period) {
        return Stream.of(StandardAlert.values())
                .filter(alert -> spent.containsKey(alert.longWindow()))
                .map(alert -> {
                    Ratio factor = BurnFactor.of(
                            alert.budgetShare(),
                            period,
                            Windows.before(end, alert.longWindow(), zone).length());
                    boolean exceeded = Stream.of(alert.longWindow(), alert.shortWindow())
                            .map(window ->
                                    Objects.requireNonNull(spent.get(window)).get(target))
                            .allMatch(spending -> spending != null && exceeds(spending, factor));
                    return new Alert(alert.budgetShare(), factor, alert.longWindow(), alert.shortWindow(), exceeded);
                })
                .toList();
    }

    /** Strictly; what is not known exceeds nothing. */
    static boolean exceeds(Spending spending, Ratio factor) {
        return spending.burn().filter(burn -> burn.compareTo(factor) > 0).isPresent();
    }
}
