package io.surety.measurement;

import io.surety.party.OrganisationId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A span in which a service was down.
 *
 * @param id identifies it within the source
 * @param to empty while it lasts
 * @param cause such as {@code fault}, {@code customer}, {@code force-majeure}
 * @param party who is responsible, if it is known
 * @param confirmedBy the organisations that have confirmed this content, cause included; which of them is whose provider
 *     or customer is a matter of the agreement that is judged
 */
public record Outage(
        String source,
        String id,
        int revision,
        String service,
        Instant from,
        Optional<Instant> to,
        String cause,
        @Nullable String party,
        String evidence,
        Set<OrganisationId> confirmedBy,
        Instant receivedAt) {

    public Outage {
        confirmedBy = Set.copyOf(confirmedBy);
    }
}
