package io.surety.evaluation.budget;

import io.surety.shared.Stopping;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks at what burns, each time a moment after the last look ended; off in tests, which look themselves. */
@Component
class BurnSchedule {

    private final WatchBurns watch;
    private final Stopping stopping;

    BurnSchedule(WatchBurns watch, Stopping stopping) {
        this.watch = watch;
        this.stopping = stopping;
    }

    @Scheduled(fixedDelayString = "${surety.evaluation.burn-every:PT1S}")
    void run() {
        watch.run(stopping);
    }
}
