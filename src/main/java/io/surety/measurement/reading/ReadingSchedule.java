package io.surety.measurement.reading;

import io.surety.shared.Stopping;
import io.surety.shared.TimeSource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Makes partitions ahead and takes old ones away; off in tests, which do it themselves. */
@Component
class ReadingSchedule {

    private final Partitions partitions;
    private final DropOldReadings drop;
    private final TimeSource time;
    private final Stopping stopping;

    ReadingSchedule(Partitions partitions, DropOldReadings drop, TimeSource time, Stopping stopping) {
        this.partitions = partitions;
        this.drop = drop;
        this.time = time;
        this.stopping = stopping;
    }

    @Scheduled(fixedDelayString = "${surety.measurement.readings.tidy-every:PT1H}")
    void tidy() {
        partitions.makeAhead(time.now());
        drop.run(stopping);
    }
}
