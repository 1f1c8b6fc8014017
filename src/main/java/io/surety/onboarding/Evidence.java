package io.surety.onboarding;

import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * One piece of evidence.
 *
 * @param reference what it is and where it lies, such as the number of a certificate; never a secret
 * @param expiresOn the first day on which it no longer counts
 */
public record Evidence(
        UUID id,
        OrganisationId thirdParty,
        EvidenceKind kind,
        String reference,
        LocalDate issuedOn,
        LocalDate expiresOn,
        PersonId providedBy,
        Instant providedAt) {

    public boolean counts(LocalDate on) {
        return !on.isBefore(issuedOn) && on.isBefore(expiresOn);
    }
}
