package io.surety.measurement.prometheus;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Fetches, each time a moment after it last ended; off in tests, which do it themselves. */
@Component
class PullSchedule {

    private final FetchPulls fetch;

    PullSchedule(FetchPulls fetch) {
        this.fetch = fetch;
    }

    @Scheduled(fixedDelayString = "${surety.measurement.pull.every:PT10S}")
    void fetch() throws InterruptedException {
        fetch.run();
    }
}
