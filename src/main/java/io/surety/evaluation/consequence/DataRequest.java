package io.surety.evaluation.consequence;

import io.surety.agreement.VersionRef;
import io.surety.evaluation.verdict.NotDetermined;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.party.Role;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Data that somebody owes, because a verdict says nothing without them.
 *
 * @param source that is silent
 * @param organisation whose duty the delivery is
 * @param role in which it is asked
 * @param completeness known of expected, as a share such as {@code 3/4}; empty where nothing is known
 * @param knownUntil until when the source had spoken
 * @param comment why they cannot be delivered
 */
public record DataRequest(
        UUID id,
        VersionRef version,
        String term,
        Interval period,
        String source,
        OrganisationId organisation,
        Role role,
        NotDetermined reason,
        Optional<String> completeness,
        Optional<Instant> knownUntil,
        State state,
        Instant askedAt,
        Instant dueAt,
        Optional<Instant> settledAt,
        Optional<PersonId> settledBy,
        String comment) {

    /** What has become of it. */
    public enum State {
        OPEN,
        /** The verdict lacks nothing any more. */
        ARRIVED,
        /** The party says that there are none. */
        UNOBTAINABLE
    }
}
