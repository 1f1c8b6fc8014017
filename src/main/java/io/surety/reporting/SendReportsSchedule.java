package io.surety.reporting;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks at the clock for weeks that have ended; off in tests, which run it themselves. */
@Component
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
