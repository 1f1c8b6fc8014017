package io.surety.reporting;

import io.surety.shared.Stopping;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks at the clock for weeks that have ended; off in tests, which run it themselves. */
@Component
class SendReportsSchedule {

    private final SendReports reports;
    private final Stopping stopping;

    SendReportsSchedule(SendReports reports, Stopping stopping) {
        this.reports = reports;
        this.stopping = stopping;
    }

    @Scheduled(fixedDelayString = "${surety.reporting.send-every:PT1M}")
    void run() {
        reports.run(stopping);
    }
}
