package io.surety.measurement;

import java.util.Optional;

/** Knows the tokens by which machines deliver. */
public interface DeliveryTokens {

    /**
     * The source for which a token may deliver measurements now; empty if it is unknown, expired or revoked, or allows
     * something else.
     *
     * @param token as it is shown after {@code Bearer}
     */
    Optional<String> source(String token);
}
