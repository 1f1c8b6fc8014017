package io.surety.evaluation.consequence;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks at the clock for deliveries that are due; off in tests, which run it themselves. */
@Component
class WatchDeliveriesSchedule {

    private final WatchDeliveries deliveries;

    WatchDeliveriesSchedule(WatchDeliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Scheduled(fixedDelayString = "${surety.evaluation.deliveries-every:PT1M}")
    void run() {
        deliveries.run();
    }
}
