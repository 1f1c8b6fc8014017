package io.surety.measurement.intake;

import java.util.List;

/**
 * What became of an input; {@code read} is the sum of the six counts after it.
 *
 * @param taken were new
 * @param repeated were known already and changed nothing
 * @param corrected replaced or withdrew what was known
 * @param conflicting contradict another content of their revision; none of them counts
 * @param late speak of a time whose readings are no longer kept, and were not stored ({@code too-late})
 * @param refused were not stored for another reason
 * @param complete whether the input was read to its end
 * @param refusals why lines were refused, the first ones
 * @param refusalsOmitted how many more reasons there were
 * @param diagnostics what is odd about lines that were taken, the first ones
 * @param diagnosticsOmitted how many more there were
 */
public record IntakeAnswer(
        long read,
        long taken,
        long repeated,
        long corrected,
        long conflicting,
        long late,
        long refused,
        boolean complete,
        List<Finding> refusals,
        long refusalsOmitted,
        List<Finding> diagnostics,
        long diagnosticsOmitted) {

    /** Whether there was anything, and all of it was refused. */
    public boolean tookNothing() {
        return refused > 0 && refused == read;
    }
}
