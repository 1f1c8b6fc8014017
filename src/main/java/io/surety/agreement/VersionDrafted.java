package io.surety.agreement;

import io.surety.party.PersonId;
import java.time.Instant;

/** A version was made; published in the transaction that made it. */
public record VersionDrafted(VersionRef version, PersonId by, Instant at) {}
