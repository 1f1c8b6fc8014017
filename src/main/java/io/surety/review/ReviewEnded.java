package io.surety.review;

import io.surety.agreement.VersionRef;
import io.surety.party.PersonId;
import java.time.Instant;

/** A review ended; published in the transaction that recorded it. */
public record ReviewEnded(
        ReviewId review, VersionRef version, ReviewOutcome outcome, String conclusion, PersonId by, Instant at) {}
