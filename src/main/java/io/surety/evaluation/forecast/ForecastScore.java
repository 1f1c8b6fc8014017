package io.surety.evaluation.forecast;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How good forecasts have been, by what became of the clocks: the Brier score, the mean of (probability − outcome)² with an
 * outcome of 1 for a clock that went late (Monthly Weather Review 78, 1950). 0 is perfect, and what always says one half
 * has 0.25.
 *
 * @param forecasts how many were scored
 * @param withheld how many were not made, because too few similar clocks had finished
 * @param brier of the forecasts; null without any
 * @param baseRate of saying each time the share that had gone late until then; null without any
 * @param marks the same by the share of the target that was used up
 * @param reliability how often clocks went late of which about the same was said, tenth by tenth
 */
public record ForecastScore(
        int forecasts,
        int withheld,
        @Nullable BigDecimal brier,
        @Nullable BigDecimal baseRate,
        List<Part> marks,
        List<Tenth> reliability) {

    private static final int DIGITS = 4;
    private static final int TENTHS = 10;

    /** A forecast and what came of it; {@code base} is what was said without looking at the clock. */
    public record Scored(String mark, double probability, double base, boolean late) {}

    /** @param mark such as {@code 25 %} */
    public record Part(String mark, int forecasts, BigDecimal brier, BigDecimal baseRate) {}

    /**
     * @param from of the probabilities in it, the first one; up to a tenth more
     * @param forecast the mean probability
     * @param late the share that went late
     */
    public record Tenth(BigDecimal from, int forecasts, BigDecimal forecast, BigDecimal late) {}

    /** @param marks in the order in which they are listed */
    public static ForecastScore of(List<Scored> scored, int withheld, List<String> marks) {
        List<Part> parts = new ArrayList<>();
        for (String mark : marks) {
            List<Scored> of = scored.stream().filter(s -> s.mark().equals(mark)).toList();
            if (!of.isEmpty()) {
                parts.add(new Part(
                        mark, of.size(), mean(of, ForecastScore::ofForecast), mean(of, ForecastScore::ofBase)));
            }
        }
        return new ForecastScore(
                scored.size(),
                withheld,
                scored.isEmpty() ? null : mean(scored, ForecastScore::ofForecast),
                scored.isEmpty() ? null : mean(scored, ForecastScore::ofBase),
                parts,
                tenths(scored));
    }

    private static List<Tenth> tenths(List<Scored> scored) {
        List<Tenth> tenths = new ArrayList<>();
        for (int i = 0; i < TENTHS; i++) {
            int tenth = i;
            List<Scored> of = scored.stream()
                    .filter(s -> Math.min(TENTHS - 1, (int) (s.probability() * TENTHS)) == tenth)
                    .toList();
            if (!of.isEmpty()) {
                tenths.add(new Tenth(
                        BigDecimal.valueOf(i, 1),
                        of.size(),
                        mean(of, Scored::probability),
                        mean(of, s -> s.late() ? 1 : 0)));
            }
        }
        return tenths;
    }

    private static double ofForecast(Scored scored) {
        return square(scored.probability() - (scored.late() ? 1 : 0));
    }

    private static double ofBase(Scored scored) {
        return square(scored.base() - (scored.late() ? 1 : 0));
    }

    private static double square(double value) {
        return value * value;
    }

    /** Summed in the order of the values, so that the order in which clocks come shows in no digit. */
    private static BigDecimal mean(List<Scored> of, ToDoubleFunction<Scored> value) {
        double sum = of.stream()
                .map(value::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .reduce(0.0, Double::sum);
        return BigDecimal.valueOf(sum / of.size()).setScale(DIGITS, RoundingMode.HALF_EVEN);
    }
}
