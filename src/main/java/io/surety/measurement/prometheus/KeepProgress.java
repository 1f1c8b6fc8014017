package io.surety.measurement.prometheus;

import io.surety.measurement.LineWatermarkMoved;
import io.surety.measurement.Measurements;
import io.surety.measurement.PullsWatermarkMoved;
import io.surety.measurement.SeriesRef;
import io.surety.shared.RepeatOnDeadlock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Stores how far a pull has come and tells of it, both or neither: after the last step nothing would come any more that
 * told it instead.
 */
@Component
class KeepProgress {

    private final StoredPulls pulls;
    private final Measurements measurements;
    private final ApplicationEventPublisher events;
    private final RepeatOnDeadlock transaction;

    KeepProgress(
            StoredPulls pulls,
            Measurements measurements,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.pulls = pulls;
        this.measurements = measurements;
        this.events = events;
        this.transaction = new RepeatOnDeadlock(transactions);
    }

    /** @param from where it began; if that was moved back meanwhile, it begins again from there */
    void reached(SeriesRef line, Instant from, Instant until) {
        transaction.run(() -> keep(line, from, until));
    }

    private void keep(SeriesRef line, Instant from, Instant until) {
        Optional<Instant> before = measurements.watermark(line);
        Optional<Instant> sourceBefore = measurements.watermark(line.source());
        pulls.reached(line, from, until);
        measurements
                .watermark(line)
                .filter(now -> !before.equals(Optional.of(now)))
                .ifPresent(now -> events.publishEvent(new LineWatermarkMoved(line, now)));
        measurements
                .watermark(line.source())
                .filter(now -> !sourceBefore.equals(Optional.of(now)))
                .ifPresent(now -> events.publishEvent(new PullsWatermarkMoved(line.source(), now)));
    }
}
