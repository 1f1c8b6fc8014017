package io.surety.evaluation;

import io.surety.agreement.VersionRef;
import io.surety.shared.Interval;
import java.util.UUID;

/**
 * A chronic clause is met: a term failed so often that it gives a right ({@code domain.md} 6.2). Published in the
 * transaction that recorded the right; once for each right, also when it arises again after it was withdrawn.
 *
 * @param gives what the clause gives, such as {@code termination}
 * @param reason the clause and the periods, for people
 * @param period the last of the periods that made it
 */
public record TerminationRightArisen(
        UUID right, VersionRef version, String term, String gives, String reason, Interval period) {}
