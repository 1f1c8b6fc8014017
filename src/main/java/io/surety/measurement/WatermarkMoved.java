package io.surety.measurement;

import java.time.Instant;

/**
 * A source is known until another instant than before, by what it said or delivered; published in the transaction that
 * stored it. What is pulled moves as {@link LineWatermarkMoved} and {@link PullsWatermarkMoved} tell. Of a source that is
 * pulled and delivers by itself too, what it delivered moves only the lines that are not pulled.
 */
public record WatermarkMoved(String source, Instant to) {}
