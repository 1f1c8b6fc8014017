package io.surety.measurement.rollup;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Folds readings, each time a moment after it last ended; off in tests, which fold them themselves. */
@Component
class FoldSchedule {

    private final FoldReadings fold;

    FoldSchedule(FoldReadings fold) {
        this.fold = fold;
    }

    @Scheduled(fixedDelayString = "${surety.measurement.fold-every:PT1S}")
    void fold() {
        fold.all();
    }
}
