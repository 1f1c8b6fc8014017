package io.surety.evaluation.consequence;

import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.party.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A party is asked to confirm a cause.
 *
 * @param source of the outage or maintenance window
 * @param record its id in the source
 * @param revision that has to be confirmed
 * @param role in which the answer is given
 * @param touches the terms that the cause would touch, by agreement, term and exclusion
 * @param settledBy who answered; empty while it is open, and where a correction of the record made it void
 */
public record CauseRequest(
        UUID id,
        String source,
        String record,
        int revision,
        OrganisationId organisation,
        Role role,
        List<TouchedTerm> touches,
        State state,
        Instant askedAt,
        Instant dueAt,
        Optional<Instant> settledAt,
        Optional<PersonId> settledBy,
        String comment) {

    public CauseRequest {
        touches = List.copyOf(touches);
    }

    /** What has become of it. */
    public enum State {
        OPEN,
        CONFIRMED,
        /** The time stays ordinary. */
        REFUSED,
        /** The record was corrected or withdrawn. */
        VOID
    }
}
