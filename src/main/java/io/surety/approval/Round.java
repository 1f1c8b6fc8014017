package io.surety.approval;

import io.surety.agreement.VersionRef;
import io.surety.party.PersonId;
import io.surety.shared.ContentHash;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One walk of a content through the chains of its binding parties.
 *
 * @param hash the content that is approved, and no other
 * @param proposer who wrote that content
 * @param currency of every limit of its steps
 * @param outcome null while it runs
 */
record Round(
        long id,
        VersionRef version,
        ContentHash hash,
        PersonId proposer,
        String currency,
        Instant startedAt,
        Instant lapsesAt,
        @Nullable ApprovalOutcome outcome,
        boolean voided,
        @Nullable String reason,
        @Nullable Instant endedAt) {

    boolean isOpen() {
        return endedAt == null;
    }

    Optional<ApprovalOutcome> ended() {
        return Optional.ofNullable(outcome);
    }
}
