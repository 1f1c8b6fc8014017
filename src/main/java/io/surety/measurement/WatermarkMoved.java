package io.surety.measurement;

import java.time.Instant;

/**
 * A source is known until another instant than before, by what it said or delivered; published in the transaction that
 * stored it. Of what is pulled each line moves by itself, as {@link LineWatermarkMoved} tells.
 */
public record WatermarkMoved(String source, Instant to) {}
