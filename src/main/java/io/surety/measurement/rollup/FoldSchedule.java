package io.surety.measurement.rollup;

import io.surety.shared.Stopping;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Folds readings, each time a moment after it last ended; off in tests, which fold them themselves. */
@Component
class FoldSchedule {

    private final FoldReadings fold;
    private final Stopping stopping;

    FoldSchedule(FoldReadings fold, Stopping stopping) {
        this.fold = fold;
        this.stopping = stopping;
    }

    @Scheduled(fixedDelayString = "${surety.measurement.fold-every:PT1S}")
    void fold() {
        fold.all(stopping);
    }
}
