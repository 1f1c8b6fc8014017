package io.surety.approval;

import io.surety.agreement.VersionRef;
import io.surety.party.PersonId;
import io.surety.shared.ContentHash;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One walk of a content through the chains of its binding parties.
 *
 * @param hash the content that is approved, and no other
 * @param proposer who wrote that content first
 * @param offeredBy who made the offer of it that was accepted; null where there was none
 * @param currency of every limit of its steps
 * @param outcome null while it runs
 */
record Round(
        long id,
        VersionRef version,
        ContentHash hash,
        PersonId proposer,
        @Nullable PersonId offeredBy,
        String currency,
        Instant startedAt,
        Instant lapsesAt,
        @Nullable ApprovalOutcome outcome,
        boolean voided,
        @Nullable String reason,
        @Nullable Instant endedAt) {

    /** Who wrote the content, and who offered it: neither approves it. */
    Set<PersonId> proposers() {
        return offeredBy == null || offeredBy.equals(proposer) ? Set.of(proposer) : Set.of(proposer, offeredBy);
    }

    boolean isProposedBy(PersonId person) {
        return proposers().contains(person);
    }

    boolean isOpen() {
        return endedAt == null;
    }

    Optional<ApprovalOutcome> ended() {
        return Optional.ofNullable(outcome);
    }
}
