package io.surety.evaluation.consequence;

import io.surety.agreement.VersionRef;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What the obligated side claims from a third party, because time of a violation is the third party's.
 *
 * @param verdict the violated one
 * @param claimant who is obligated by the violated term
 * @param contract name of the contract with the third party
 * @param supports ids of the contract's terms that the violated one rests on, as its document says
 * @param evidence the third party's stretches of the ledger, in order
 * @param claimUntil until when the contract lets it be claimed; empty if it says nothing
 */
public record ThirdPartyClaim(
        UUID id,
        UUID verdict,
        VersionRef version,
        String term,
        Optional<String> target,
        Interval period,
        OrganisationId claimant,
        OrganisationId thirdParty,
        String contract,
        List<String> supports,
        List<ClaimEvidence> evidence,
        State state,
        Optional<Instant> claimUntil,
        Instant openedAt,
        Optional<Instant> settledAt,
        Optional<PersonId> settledBy,
        String comment) {

    public ThirdPartyClaim {
        supports = List.copyOf(supports);
        evidence = List.copyOf(evidence);
    }

    /** What has become of it. */
    public enum State {
        /** Somebody has to raise it. */
        OPEN,
        /** The third party was told. */
        RAISED,
        /** Somebody decided not to raise it. */
        WAIVED,
        /** Nobody raised it in time. */
        LAPSED,
        /** The term is not violated after all, or no time of it is the third party's. */
        WITHDRAWN
    }

    /** The wall length of the evidence, in milliseconds; stretches of several items add up. */
    public long millis() {
        return evidence.stream().mapToLong(ClaimEvidence::millis).sum();
    }
}
