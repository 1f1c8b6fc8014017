package io.surety.onboarding;

import io.surety.agreement.VersionRef;
import io.surety.party.OrganisationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a party relies on a third party, or may not.
 *
 * @param version in which the third party was decided about
 * @param expiresAt when the first of its evidence expires; null where it may not serve
 */
public record Admission(
        OrganisationId thirdParty,
        OrganisationId relying,
        AdmissionState state,
        VersionRef version,
        Instant since,
        @Nullable Instant expiresAt) {

    public boolean holdsAt(Instant instant) {
        return state.mayServe() && expiresAt != null && instant.isBefore(expiresAt);
    }
}
