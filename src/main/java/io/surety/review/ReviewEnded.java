package io.surety.review;

import io.surety.agreement.VersionRef;
import io.surety.party.PersonId;
import java.time.Instant;

/**
 * A review ended; published in the transaction that recorded it.
 *
 * @param beforeEnd whether it was the review before the end of the version, or covered it
 */
public record ReviewEnded(
        ReviewId review,
        VersionRef version,
        ReviewOutcome outcome,
        boolean beforeEnd,
        String conclusion,
        PersonId by,
        Instant at) {}
