package io.surety.evaluation.internal;

import io.surety.evaluation.FindDueClocks;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Runs the due-date scan, each time a moment after the last one ended; off in tests, which run it themselves. */
@Component
class ScanSchedule {

    private final FindDueClocks scan;

    ScanSchedule(FindDueClocks scan) {
        this.scan = scan;
    }

    @Scheduled(fixedDelayString = "${surety.evaluation.scan-every:PT1S}")
    void run() {
        scan.run();
    }
}
