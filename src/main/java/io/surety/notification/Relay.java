package io.surety.notification;

import io.surety.notification.Carrier.NotDelivered;
import io.surety.notification.Carrier.NotDelivered.Reach;
import io.surety.party.Parties;
import io.surety.party.Person;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes due messages out of the house: claims a batch, sends it outside of any transaction, marks what arrived.
 *
 * <p>Whatever dies between sending and marking is sent again, with the same dedupe key: at least once. Several relays
 * may work side by side.
 */
@Component
class Relay {

    /** A batch at the slowest carrier ends well before its lease. */
    static final int BATCH = 20;

    static final Duration LEASE = Duration.ofMinutes(10);

    /** With waits of 10 s, doubled up to an hour, the last attempt is more than a day after the first. */
    static final int MOST_ATTEMPTS = 36;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Logger log = LoggerFactory.getLogger(Relay.class);

    private final Messages messages;
    private final MessageTexts texts;
    private final Carriers carriers;
    private final Parties parties;
    private final TimeSource time;

    Relay(Messages messages, MessageTexts texts, Carriers carriers, Parties parties, TimeSource time) {
        this.messages = messages;
        this.texts = texts;
        this.carriers = carriers;
        this.parties = parties;
        this.time = time;
    }

    /** Sends one batch. @return how many messages were taken, delivered or not */
    int sendDue() {
        return sendDue(() -> false);
    }

    /**
     * The same, until it is to stop.
     *
     * @param stop asked between two messages; those that are left are given back, due as before
     */
    int sendDue(BooleanSupplier stop) {
        List<StoredMessage> batch = messages.claim(BATCH, time.now(), LEASE);
        Map<Carrier, String> silent = new HashMap<>();
        for (StoredMessage message : batch) {
            if (stop.getAsBoolean()) {
                messages.giveBack(message, time.now());
            } else {
                send(message, silent);
            }
        }
        return batch.size();
    }

    private void send(StoredMessage message, Map<Carrier, String> silent) {
        Optional<Person> to = parties.person(message.person());
        if (to.isEmpty()) {
            messages.failed(message, time.now(), "there is no such person");
            return;
        }
        Carrier carrier = carriers.of(message.channel(), to.get());
        String silence = silent.get(carrier);
        if (silence != null) {
            // the others of this batch need not each wait for the same silence
            retry(message, silence);
            return;
        }
        try {
            String address = carrier.deliver(message, texts.write(message, to.get()), to.get());
            messages.delivered(message, address, time.now());
        } catch (NotDelivered e) {
            if (e.reach() == Reach.CARRIER) {
                silent.put(carrier, String.valueOf(e.getMessage()));
            }
            if (e.reach() == Reach.MESSAGE_FOR_EVER) {
                messages.failed(message, time.now(), String.valueOf(e.getMessage()));
            } else {
                retry(message, String.valueOf(e.getMessage()));
            }
        }
    }

    private void retry(StoredMessage message, String error) {
        Instant now = time.now();
        if (message.attempts() >= MOST_ATTEMPTS) {
            log.error("gave up on message {} to {}: {}", message.dedupeKey(), message.person(), error);
            messages.failed(message, now, error);
        } else {
            messages.retryAt(message, now.plus(waitAfter(message.attempts())), error);
        }
    }

    /** 10 s, 20 s, 40 s, … at most an hour. */
    static Duration waitAfter(int attempts) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts - 1, 10));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
