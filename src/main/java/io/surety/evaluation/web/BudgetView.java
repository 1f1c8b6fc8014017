package io.surety.evaluation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.surety.evaluation.budget.Episode;
import io.surety.evaluation.budget.ErrorBudget;
import io.surety.evaluation.budget.ErrorBudget.BurnRate;
import io.surety.evaluation.budget.Spending;
import io.surety.shared.Ratio;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An error budget as REST shows it. Amounts are in its unit, to six digits; percentages are rounded down.
 *
 * @param goal the share to reach, as an exact fraction such as {@code 19/20}
 * @param until what is counted: to here
 * @param remainingPercent of the whole budget, which for a running period is the projected one; null without a budget
 * @param forecast by the burn rate of the last six hours; null where nothing burns
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BudgetView(
        int version,
        String term,
        @Nullable String target,
        ErrorBudget.Kind kind,
        ErrorBudget.Unit unit,
        String goal,
        String goalPercent,
        Instant from,
        Instant to,
        Instant until,
        Amounts toDate,
        @Nullable Amounts projected,
        @Nullable String remainingPercent,
        List<Burn> burns,
        List<Alert> alerts,
        @Nullable Forecast forecast) {

    private static final int DIGITS = 6;

    /** @param completeness known over known and unknown; null in a projection */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Amounts(
            BigDecimal total,
            BigDecimal allowed,
            BigDecimal consumed,
            BigDecimal remaining,
            @Nullable String consumedPercent,
            @Nullable String completeness) {}

    /**
     * @param burn error ratio ÷ (1 − target) over the window; null where nothing was judged in it
     * @param exhaustedIn how long the budget lasts at this rate
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Burn(
            String window,
            Instant from,
            Instant to,
            @Nullable BigDecimal burn,
            @Nullable String errorPercent,
            @Nullable String completeness,
            @Nullable Duration exhaustedIn,
            @Nullable Instant exhaustedAt) {}

    /** @param factor budget share × period ÷ long window */
    record Alert(String budgetShare, BigDecimal factor, String longWindow, String shortWindow, boolean exceeded) {}

    /** @param withinPeriod whether that is before the period ends; of a rolling window always */
    record Forecast(String window, BigDecimal burn, Duration exhaustedIn, Instant exhaustedAt, boolean withinPeriod) {}

    /** From when to when a tier's factor was exceeded. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EpisodeView(
            UUID id,
            String rule,
            @Nullable String target,
            Instant beganAt,
            @Nullable Instant endedAt,
            BigDecimal longBurn,
            BigDecimal shortBurn,
            boolean retroactive) {

        static EpisodeView of(Episode episode) {
            return new EpisodeView(
                    episode.id(),
                    episode.rule(),
                    episode.target().orElse(null),
                    episode.beganAt(),
                    episode.endedAt().orElse(null),
                    decimal(episode.longBurn()),
                    decimal(episode.shortBurn()),
                    episode.retroactive());
        }
    }

    static BudgetView of(ErrorBudget budget) {
        return new BudgetView(
                budget.version().number(),
                budget.term(),
                budget.target().orElse(null),
                budget.kind(),
                budget.unit(),
                budget.goal().toString(),
                budget.goal().toPercentText(4),
                budget.span().from(),
                budget.span().to(),
                budget.until(),
                amounts(budget.toDate()),
                budget.projected().map(BudgetView::amounts).orElse(null),
                budget.remainingShare().map(share -> share.toPercentText(4)).orElse(null),
                budget.burns().stream().map(rate -> burn(budget, rate)).toList(),
                budget.alerts().stream().map(BudgetView::alert).toList(),
                budget.present().map(rate -> forecast(budget, rate)).orElse(null));
    }

    private static Amounts amounts(Spending spending) {
        return new Amounts(
                decimal(spending.total()),
                decimal(spending.allowed()),
                decimal(spending.bad()),
                decimal(spending.remaining()),
                spending.burn().map(share -> share.toPercentText(4)).orElse(null),
                spending.completeness().map(share -> share.toPercentText(2)).orElse(null));
    }

    private static Amounts amounts(ErrorBudget.Projection projected) {
        boolean none = projected.allowed().equals(Ratio.ZERO);
        return new Amounts(
                decimal(projected.total()),
                decimal(projected.allowed()),
                decimal(projected.bad()),
                decimal(projected.allowed().minus(projected.bad())),
                none ? null : projected.bad().dividedBy(projected.allowed()).toPercentText(4),
                null);
    }

    private static Burn burn(ErrorBudget budget, BurnRate rate) {
        Duration left = budget.exhaustedIn(rate).orElse(null);
        return new Burn(
                rate.window().text(),
                rate.span().from(),
                rate.span().to(),
                rate.spending().burn().map(BudgetView::decimal).orElse(null),
                rate.spending()
                        .errorRatio()
                        .map(share -> share.toPercentText(4))
                        .orElse(null),
                rate.spending()
                        .completeness()
                        .map(share -> share.toPercentText(2))
                        .orElse(null),
                left,
                left == null ? null : budget.until().plus(left));
    }

    private static Alert alert(ErrorBudget.Alert alert) {
        return new Alert(
                alert.budgetShare().toPercentText(0),
                decimal(alert.factor()),
                alert.longWindow().text(),
                alert.shortWindow().text(),
                alert.exceeded());
    }

    private static @Nullable Forecast forecast(ErrorBudget budget, BurnRate rate) {
        Ratio burn = rate.spending().burn().orElse(null);
        Duration left = budget.exhaustedIn(rate).orElse(null);
        if (burn == null || left == null) {
            return null;
        }
        Instant at = budget.until().plus(left);
        return new Forecast(
                rate.window().text(),
                decimal(burn),
                left,
                at,
                budget.kind() == ErrorBudget.Kind.ROLLING
                        || at.isBefore(budget.span().to()));
    }

    /** Rounded down, so that what does not exceed a factor does not look as if it did. */
    static BigDecimal decimal(Ratio amount) {
        BigDecimal cut = amount.toDecimal(DIGITS, RoundingMode.FLOOR).stripTrailingZeros();
        return cut.scale() < 0 ? cut.setScale(0) : cut;
    }
}
