package io.surety.measurement;

import java.time.Instant;

/**
 * A line of numbers that is pulled is known until another instant than before; published in the transaction that stored it.
 * The others of its source are known as far as they were.
 */
public record LineWatermarkMoved(SeriesRef line, Instant to) {}
