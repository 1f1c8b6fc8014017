package io.surety.measurement;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A span in which a service was down.
 *
 * @param id identifies it within the source
 * @param to empty while it lasts
 * @param cause such as {@code fault}, {@code customer}, {@code force-majeure}
 * @param party who is responsible, if it is known
 * @param confirmedByProvider whether the provider has confirmed the cause
 * @param confirmedByCustomer whether the customer has confirmed the cause
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
        boolean confirmedByProvider,
        boolean confirmedByCustomer,
        Instant receivedAt) {}
