/**
 * Terms that count good events: {@code ratio} and {@code threshold}, over all events, over slices of time or as the mean
 * of the slices. Everything but the reading of what was counted is pure.
 */
@NullMarked
package io.surety.evaluation.counted;

import org.jspecify.annotations.NullMarked;
