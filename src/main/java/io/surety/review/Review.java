package io.surety.review;

import io.surety.agreement.VersionRef;
import io.surety.party.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A review, open or ended.
 *
 * @param version the version in force when it started
 * @param key {@code cycle:<n>}, {@code expiry:<end>}, {@code event:<id>} or {@code manual:<idempotency key>}; unique for
 *     an agreement
 * @param covers keys of all that it covers, its own first: cycles that came due or were missed, and events
 * @param outcome present once it has ended
 */
public record Review(
        ReviewId id,
        VersionRef version,
        String key,
        List<String> covers,
        String reason,
        PersonId startedBy,
        Instant startedAt,
        Optional<ReviewOutcome> outcome,
        Optional<String> conclusion,
        Optional<Instant> endedAt) {

    public boolean isOpen() {
        return outcome.isEmpty();
    }
}
