package io.surety.evaluation.internal;

import io.surety.evaluation.FindDueClocks;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Runs the due-date scan, each time a moment after the last one ended; off in tests, which run it themselves. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ConditionalOnProperty(name = "spring.task.scheduling.enabled", havingValue = "true", matchIfMissing = true)
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
