package io.surety.measurement;

import io.surety.shared.Diagnostic;
import io.surety.shared.Interval;

/**
 * Records of one id and revision with different content, until a higher revision comes.
 *
 * @param kind as it is delivered, such as {@code outage}
 * @param span all instants that one of the contents speaks of
 */
public record Contradiction(String source, String id, String kind, Interval span, Diagnostic diagnostic) {}
