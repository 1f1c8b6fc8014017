/**
 * Periods and what becomes of them: verdicts are judged, kept, published, closed, made final and restated here, and
 * violations and credits follow from them.
 *
 * <p>A verdict is judged by {@link io.surety.evaluation.period.JudgeTerm}, whatever its kind; stored whole by
 * {@link io.surety.evaluation.period.Verdicts}; and judged again whenever an input changes, because what changed is
 * queued in {@code evaluation.stale_periods}. The process {@code period-close} walks all periods that end at one instant
 * in one zone.
 */
@NamedInterface("period")
@NullMarked
package io.surety.evaluation.period;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
