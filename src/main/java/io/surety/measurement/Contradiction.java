package io.surety.measurement;

import io.surety.shared.Diagnostic;
import io.surety.shared.Interval;

/**
 * Records of one id and revision with different content, until a higher revision comes.
 *
 * @param kind as it is delivered, such as {@code outage}
 * @param span all instants that one of the contents speaks of
 */
public record Contradiction(String source, String id, String kind, Interval span, Diagnostic diagnostic) {

    /** What is said of such records. */
    public static Diagnostic diagnostic(String source, String id, int revision) {
        return new Diagnostic(
                "/measurements/" + source + "/" + id,
                "conflicting-revision",
                "revision " + revision + " of " + id + " came with different contents; none of them counts until a"
                        + " higher revision comes");
    }
}
