package io.surety.measurement;

import io.surety.shared.Interval;

/**
 * What a line of numbers came to in one stretch of time. Only stretches of which something is known have a bucket: no
 * bucket is no data, and a bucket with a total of zero is a known zero.
 *
 * @param span half-open; its edges lie on whole minutes of UTC
 */
public record Bucket(Interval span, Totals totals) {}
