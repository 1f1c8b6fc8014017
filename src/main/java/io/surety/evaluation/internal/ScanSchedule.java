package io.surety.evaluation.internal;

import io.surety.evaluation.FindDueClocks;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Runs the due-date scan, each time a moment after the last one ended; off in tests, which run it themselves. When the
 * application stops, the batch under way is finished while everything it needs is still there.
 */
@Component
class ScanSchedule {

    private static final Logger LOG = LoggerFactory.getLogger(ScanSchedule.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FindDueClocks scan;
    private final ReentrantLock running = new ReentrantLock();

    ScanSchedule(FindDueClocks scan) {
        this.scan = scan;
    }

    @Scheduled(fixedDelayString = "${surety.evaluation.scan-every:PT1S}")
    void run() {
        running.lock();
        try {
            scan.run();
        } finally {
            running.unlock();
        }
    }

    @EventListener(ContextClosedEvent.class)
    void stop() throws InterruptedException {
        scan.stop();
        if (running.tryLock(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            running.unlock();
        } else {
            LOG.warn("A batch of due clocks is still being judged; it is rolled back, and due at the next start");
        }
    }
}
