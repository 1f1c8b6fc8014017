package io.surety.testing;

import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/** The clock of a test: it stands still until it is moved, and it moves the domain and the engine together. */
public class MovedTimeSource implements TimeSource {

    /** A Monday, ten in the morning in Berlin, in the winter. */
    public static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    private volatile Instant now = START;

    public MovedTimeSource() {
        moveTo(START);
    }

    @Override
    public Instant now() {
        return now;
    }

    /** Forward or back. */
    public void moveTo(Instant instant) {
        now = instant.truncatedTo(ChronoUnit.MILLIS);
        ClockUtil.setCurrentTime(Date.from(now));
    }

    public void moveBy(Duration duration) {
        moveTo(now.plus(duration));
    }
}
