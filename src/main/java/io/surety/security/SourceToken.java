package io.surety.security;

import io.surety.party.PersonId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A machine's permission to deliver for one source; what of it is stored, which is not the secret.
 *
 * @param scopes what it may do, such as {@code measurements:write}
 * @param expiresAt from when on it is refused
 * @param revokedAt when it was withdrawn; null if it was not
 */
record SourceToken(
        UUID id,
        String source,
        Set<String> scopes,
        Instant createdAt,
        PersonId createdBy,
        Instant expiresAt,
        @Nullable Instant revokedAt) {

    SourceToken {
        scopes = Set.copyOf(scopes);
    }

    boolean isGoodAt(Instant now) {
        return revokedAt == null && now.isBefore(expiresAt);
    }
}
