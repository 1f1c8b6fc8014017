package io.surety.measurement;

import io.surety.shared.Interval;

/**
 * Readings have been folded into the buckets of a line of numbers; published in the transaction that folded them, once
 * for a batch. What was judged from those buckets is stale.
 *
 * @param span covers all 1-minute buckets that changed; others in it may be as they were
 */
public record RollupsChanged(String source, String service, String indicator, Interval span) {

    public SeriesRef series() {
        return new SeriesRef(source, service, indicator);
    }
}
