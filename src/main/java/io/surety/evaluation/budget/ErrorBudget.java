package io.surety.evaluation.budget;

import io.surety.agreement.VersionRef;
import io.surety.agreement.document.Measure;
import io.surety.agreement.document.Measure.CountedMeasure;
import io.surety.agreement.document.Measure.DurationMeasure;
import io.surety.agreement.document.Measure.Method;
import io.surety.agreement.document.Measure.VolumeMeasure;
import io.surety.calendar.Span;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An error budget as it stands at an instant (domain, 5.3).
 *
 * @param target the target or subset it is about, where the term is judged by them; else empty
 * @param goal the share that has to be reached
 * @param span the part-period, or the rolling window of an objective
 * @param until what is counted: the span's end, or while it runs the instant up to which its source is known
 * @param toDate what the span has come to until then
 * @param projected what it will come to if it goes on so; present iff the period runs and something was judged
 * @param burns how fast it burns over the windows that end at {@code until}, shortest first; empty once the period has
 *     ended, and for a {@code volume}, whose deliveries come in lots
 * @param alerts what the standard alerts for a budget of this length say, where their windows fit into it
 */
public record ErrorBudget(
        VersionRef version,
        String term,
        Optional<String> target,
        Kind kind,
        Unit unit,
        Ratio goal,
        Interval span,
        Instant until,
        Spending toDate,
        Optional<Projection> projected,
        List<BurnRate> burns,
        List<Alert> alerts) {

    /** The window whose burn rate a single forecast is made by: long enough to be steady, short enough to be news. */
    static final Span FORECAST_BY = new Span.OpenTime(Duration.ofHours(6));

    /** Beyond this nobody plans. */
    private static final Ratio FAR = Ratio.of(Duration.ofDays(36_525).toMillis(), 1);

    public ErrorBudget {
        burns = List.copyOf(burns);
        alerts = List.copyOf(alerts);
    }

    /** Whose budget it is. */
    public enum Kind {
        /** Of a calendar period, which has a verdict. */
        PERIOD,
        /** Of a rolling window, which has none. */
        ROLLING
    }

    /** What is counted. */
    public enum Unit {
        /** Of agreed service time. */
        MILLISECONDS,
        EVENTS,
        SLICES,
        CLOCKS,
        /** Of a volume, against what was committed. */
        ITEMS,
        /** Of a volume, weighted. */
        VALUE;

        static Unit of(Measure measure, Optional<String> target) {
            if (measure instanceof DurationMeasure) {
                return CLOCKS;
            }
            if (measure instanceof VolumeMeasure) {
                return target.equals(Optional.of(VolumeMeasure.WEIGHTED)) ? VALUE : ITEMS;
            }
            if (measure instanceof CountedMeasure counted && counted.method() != Method.TIMESLICES) {
                return counted.method() == Method.OCCURRENCES ? EVENTS : SLICES;
            }
            return MILLISECONDS;
        }
    }

    /**
     * At the end of the period, which is when its total is known.
     *
     * @param bad at the error ratio to date
     */
    public record Projection(Ratio total, Ratio allowed, Ratio bad) {}

    /** @param span the window, as it lies on the instant line */
    public record BurnRate(Span window, Interval span, Spending spending) {}

    /**
     * A multi-window alert (domain, 5.4).
     *
     * @param budgetShare that the long window uses up at the factor
     * @param factor budget share × period ÷ long window
     * @param exceeded whether both windows exceed it, strictly
     */
    public record Alert(Ratio budgetShare, Ratio factor, Span longWindow, Span shortWindow, boolean exceeded) {}

    /** The share of the whole budget that is left, at most 1; negative once more was bad than is allowed. */
    public Optional<Ratio> remainingShare() {
        Ratio whole = projected.map(Projection::allowed).orElse(toDate.allowed());
        return whole.equals(Ratio.ZERO)
                ? Optional.empty()
                : Optional.of(whole.minus(toDate.bad()).dividedBy(whole));
    }

    /**
     * Time until nothing is left at a burn rate: remaining share × period ÷ burn; zero once nothing is left.
     *
     * @return empty where nothing burns, or so slowly that it takes more than a hundred years
     */
    public Optional<Duration> exhaustedIn(BurnRate rate) {
        return remainingShare().flatMap(left -> {
            if (left.compareTo(Ratio.ZERO) <= 0) {
                return Optional.of(Duration.ZERO);
            }
            return rate.spending()
                    .burn()
                    .filter(burn -> burn.compareTo(Ratio.ZERO) > 0)
                    .map(burn -> left.times(Ratio.of(span.millis(), 1)).dividedBy(burn))
                    .filter(millis -> millis.compareTo(FAR) < 0)
                    .map(millis -> Duration.ofMillis(
                            millis.toDecimal(0, RoundingMode.FLOOR).longValueExact()));
        });
    }

    /** The burn rate of the last six hours; empty where that is longer than the budget is for. */
    public Optional<BurnRate> present() {
        return burns.stream().filter(rate -> rate.window().equals(FORECAST_BY)).findFirst();
    }
}
