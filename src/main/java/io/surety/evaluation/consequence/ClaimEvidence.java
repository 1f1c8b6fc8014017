package io.surety.evaluation.consequence;

import java.time.Instant;

/**
 * A stretch of a ledger that names the third party.
 *
 * @param subject the work item, or the service that was down
 * @param label of the ledger: {@code BAD}, or {@code GOOD} for time of a late item within its target
 * @param evidence of the entry, such as the id of an outage; may be empty
 */
public record ClaimEvidence(Instant from, Instant to, String subject, String label, String evidence) {

    long millis() {
        return to.toEpochMilli() - from.toEpochMilli();
    }
}
