package io.surety.measurement;

import java.time.Instant;

/** @param good of {@code total} events in the slice that starts at {@code at} */
public record CounterSample(String source, String id, String service, Instant at, long good, long total) {}
