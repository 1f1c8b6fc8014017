package io.surety.notification;

import io.surety.notification.Notice.Channel;
import java.time.Instant;
import java.util.Optional;

/**
 * A message as its receiver reads it.
 *
 * @param link path of the page where she acts
 * @param state where it is on its way
 * @param deliveredAt when it was handed over
 */
public record Letter(
        String dedupeKey,
        Channel channel,
        String subject,
        String body,
        String link,
        State state,
        Instant createdAt,
        Optional<Instant> deliveredAt) {

    /** Where a message is on its way. */
    public enum State {
        WAITING,
        /** A relay has taken it; if the relay dies, another takes it over. */
        SENDING,
        DELIVERED,
        WITHDRAWN,
        /** Given up after many attempts over more than a day, or for want of an address. */
        FAILED
    }
}
