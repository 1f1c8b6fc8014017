package io.surety.measurement.prometheus;

import io.surety.shared.Stopping;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Fetches, each time a moment after it last ended; off in tests, which do it themselves. */
@Component
class PullSchedule {

    private final FetchPulls fetch;
    private final Stopping stopping;

    PullSchedule(FetchPulls fetch, Stopping stopping) {
        this.fetch = fetch;
        this.stopping = stopping;
    }

    @Scheduled(fixedDelayString = "${surety.measurement.pull.every:PT10S}")
    void fetch() throws InterruptedException {
        fetch.run(stopping);
    }
}
