package io.surety.measurement;

import io.surety.shared.Interval;

/** Outages, maintenance, samples or counters of a service changed within the span; published with the change. */
public record ServiceRecordsChanged(String source, String service, Interval span) {}
