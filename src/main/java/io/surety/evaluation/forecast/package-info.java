/**
 * How likely it is that an open clock goes late ({@code domain.md} 5.3), and how good such forecasts have been.
 *
 * <p>{@link io.surety.evaluation.forecast.SimilarClocks} is the estimate and knows no database: the clocks of a term that are
 * known so far say which share of those that lasted as long went late. {@link io.surety.evaluation.forecast.ForecastClocks}
 * asks it for many open clocks at once, {@link io.surety.evaluation.forecast.ScoreForecasts} holds it against what became of
 * the clocks of the past.
 */
@NullMarked
package io.surety.evaluation.forecast;

import org.jspecify.annotations.NullMarked;
