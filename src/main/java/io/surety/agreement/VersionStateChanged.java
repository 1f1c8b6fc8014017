package io.surety.agreement;

import io.surety.party.PersonId;
import java.time.Instant;

/** A version moved from one state to another; published in the transaction that moved it. */
public record VersionStateChanged(VersionRef version, VersionState from, VersionState to, PersonId by, Instant at) {}
