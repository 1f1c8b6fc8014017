package io.surety.negotiation;

import io.surety.agreement.VersionRef;
import io.surety.party.PersonId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody acted, or time ran out; published in the transaction of the act, which holds the negotiation's row.
 *
 * @param act its number, from 1
 * @param inTask whether a task of the process was completed by it
 * @param thirdParty who consented or refused; null for acts of the two sides
 */
public record NegotiationMoved(
        VersionRef version,
        int act,
        ActKind kind,
        PersonId by,
        boolean inTask,
        @Nullable String thirdParty,
        Instant at) {}
