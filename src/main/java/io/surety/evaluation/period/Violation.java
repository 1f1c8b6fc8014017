package io.surety.evaluation.period;

import io.surety.agreement.VersionRef;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The record that a term's verdict for a period became VIOLATED.
 *
 * @param target where the term is judged by target, else empty
 * @param count full groups of breaches under a tolerance, else 1; 0 once it is withdrawn
 * @param withdrawnAt when a restatement withdrew it
 */
public record Violation(
        UUID id,
        VersionRef version,
        String term,
        Optional<String> target,
        Interval period,
        int count,
        Instant raisedAt,
        Optional<Instant> withdrawnAt) {}
