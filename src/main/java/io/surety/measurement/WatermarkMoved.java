package io.surety.measurement;

import java.time.Instant;

/** A source is known until another instant than before; published in the transaction that stored it. */
public record WatermarkMoved(String source, Instant to) {}
