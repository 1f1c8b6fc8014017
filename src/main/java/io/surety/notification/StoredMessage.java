package io.surety.notification;

import io.surety.notification.Notice.Channel;
import io.surety.party.PersonId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A row of the outbox.
 *
 * @param attempts how often it was taken to be sent; also tells the claim of one relay from that of another
 */
record StoredMessage(
        UUID id,
        String dedupeKey,
        PersonId person,
        Channel channel,
        String template,
        Map<String, String> values,
        String link,
        Letter.State state,
        int attempts,
        Instant createdAt,
        Optional<Instant> deliveredAt) {}
