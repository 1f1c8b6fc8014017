package io.surety.evaluation.clock;

import io.surety.shared.Ratio;
import java.time.Instant;
import java.util.Optional;

/**
 * An instant at which somebody may want to know how far a clock is. It is reached once the present is after it.
 *
 * @param percent share of the target; empty for the breach
 */
public record DueMark(Optional<Ratio> percent, Instant at) {}
