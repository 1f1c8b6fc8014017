package io.surety.measurement;

import java.time.Instant;

/**
 * All that is pulled of a source is known until another instant than before, and by that whatever of the source counts no
 * line of numbers; published in the transaction that stored it. Of its lines {@link LineWatermarkMoved} tells.
 */
public record PullsWatermarkMoved(String source, Instant to) {}
