package io.surety.evaluation.consequence;

import io.surety.agreement.VersionRef;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A right that a chronic clause gives, because {@code periods} of {@code of} consecutive final periods were below a share.
 *
 * @param version that was in force in the last of the periods
 * @param period the last of the periods, with which it arose
 * @param gives such as {@code termination}
 * @param missed starts of the periods below, oldest first
 * @param withdrawnAt when a restatement withdrew it
 */
public record TerminationRight(
        UUID id,
        VersionRef version,
        String term,
        Optional<String> target,
        Interval period,
        String gives,
        Ratio below,
        int periods,
        int of,
        List<Instant> missed,
        Instant arisenAt,
        Optional<Instant> withdrawnAt) {

    public TerminationRight {
        missed = List.copyOf(missed);
    }
}
