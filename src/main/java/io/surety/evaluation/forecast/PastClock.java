package io.surety.evaluation.forecast;

import io.surety.evaluation.ClockId;
import io.surety.evaluation.forecast.Course.Outcome;
import io.surety.evaluation.forecast.ForecastRows.OpenRow;
import io.surety.evaluation.forecast.TargetCalendars.Running;
import java.time.Instant;
import java.util.Optional;

/**
 * A clock as it is stored, and since when it is known what became of it.
 *
 * @param endedAt when it was decided, or taken out of the count; of one that is still open no instant that will come
 */
record PastClock(ClockId id, Running running, Instant endedAt, Course course, long targetMillis) {

    /** @return empty for a clock that can never be late */
    static Optional<PastClock> open(OpenRow row) {
        return Course.of(
                        row.running().target(),
                        row.priority(),
                        Optional.empty(),
                        row.elapsedMillis(),
                        Optional.ofNullable(row.waitedAtMillis()),
                        row.targetMillis())
                .map(course -> new PastClock(row.id(), row.running(), Instant.MAX, course, row.targetMillis()));
    }

    Instant startedAt() {
        return running.startedAt();
    }

    boolean finished() {
        return course.finished();
    }

    /** Whether it was still open when this share of its target was used up. */
    boolean reached(double share) {
        return course.outcome() == Outcome.LATE || course.used() > share;
    }
}
