package io.surety.notification;

import io.surety.shared.Stopping;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Runs the relay once a second in a thread of its own: a mail server that lets one wait holds up no other schedule. It
 * stops before the database does, after the message that is on its way.
 */
@Component
@ConditionalOnProperty(name = "surety.scheduling.enabled", matchIfMissing = true)
class RelayLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RelayLoop.class);

    private final Relay relay;
    private final Stopping stopping;
    private @Nullable ScheduledExecutorService thread;

    RelayLoop(Relay relay, Stopping stopping) {
        this.relay = relay;
        this.stopping = stopping;
    }

    @Override
    public synchronized void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "outbox-relay");
            made.setDaemon(true);
            return made;
        });
        started.scheduleWithFixedDelay(this::sendAllDue, 1, 1, TimeUnit.SECONDS);
        thread = started;
    }

    private void sendAllDue() {
        try {
            while (relay.sendDue(stopping) == Relay.BATCH && !stopping.getAsBoolean()) {
                // there may be more
            }
        } catch (RuntimeException e) {
            // an exception would end the schedule for good; the next second tries again
            log.error("the outbox could not be worked through", e);
        }
    }

    @Override
    public synchronized void stop() {
        ScheduledExecutorService running = thread;
        thread = null;
        if (running != null) {
            running.shutdown();
            try {
                if (!running.awaitTermination(15, TimeUnit.SECONDS)) {
                    log.warn("a message is still being sent; it will be sent again after the next start");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
