package io.surety.measurement;

import java.time.Instant;

/** Whether a service was up at an instant. */
public record Sample(String source, String id, String service, Instant at, boolean up) {}
