package io.surety.measurement;

import io.surety.shared.Interval;

/** Outages, maintenance, samples or counters of a service changed within the span; published with the change, for
 * samples and counters when they are folded. */
public record ServiceRecordsChanged(String source, String service, Interval span) {}
