package io.surety.reporting;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Looks at the clock for weeks that have ended; off in tests, which run it themselves. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ConditionalOnProperty(name = "spring.task.scheduling.enabled", havingValue = "true", matchIfMissing = true)
class SendReportsSchedule {

    private final SendReports reports;

    SendReportsSchedule(SendReports reports) {
        this.reports = reports;
    }

    @Scheduled(fixedDelayString = "${surety.reporting.send-every:PT1M}")
    void run() {
        reports.run();
    }
}
