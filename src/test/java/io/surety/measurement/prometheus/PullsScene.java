package io.surety.measurement.prometheus;

import io.surety.measurement.MeasurementRooms;
import io.surety.measurement.TakeMeasurements;
import io.surety.shared.Interval;
import io.surety.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;

/** The source {@code tickets} on a database of its own, pulled without the application. */
abstract class PullsScene {

    static final Instant START = Instant.parse("2026-03-02T06:00:00Z");
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Interval YEAR = new Interval(START, START.plus(Duration.ofDays(365)));

    final MeasurementRooms rooms = MeasurementRooms.on(TestDatabase.fresh());
    final StoredPulls pulls = new StoredPulls(rooms.jdbc);

    /** @param connections by the names that pulls use */
    FetchPulls fetch(Map<String, Connection> connections) {
        return fetch(connections, rooms.take, rooms.published::add);
    }

    FetchPulls fetch(Map<String, Connection> connections, TakeMeasurements take, ApplicationEventPublisher events) {
        return new FetchPulls(
                pulls,
                new RangeQuery(),
                take,
                new KeepProgress(pulls, rooms.measurements, events, rooms.transactions),
                rooms.readings.kept,
                new PullSettings(connections, Duration.ofSeconds(30)),
                rooms::now);
    }

    static Instant minute(int minute) {
        return START.plus(MINUTE.multipliedBy(minute));
    }
}
