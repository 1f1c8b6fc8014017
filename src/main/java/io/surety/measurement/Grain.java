package io.surety.measurement;

import java.time.Duration;
import java.time.Instant;

/** How long a bucket of a rollup is. Buckets lie on multiples of their length since 1970 in UTC. */
public enum Grain {
    MINUTE(Duration.ofMinutes(1)),
    FIVE_MINUTES(Duration.ofMinutes(5)),
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1));

    private final Duration length;

    Grain(Duration length) {
        this.length = length;
    }

    public Duration length() {
        return length;
    }

    /** Start of the bucket that an instant belongs to: an instant on an edge belongs to the later bucket. */
    public Instant floor(Instant instant) {
        return Instant.ofEpochMilli(Math.floorDiv(instant.toEpochMilli(), length.toMillis()) * length.toMillis());
    }

    /** The first edge of a bucket at or after an instant. */
    public Instant ceiling(Instant instant) {
        Instant floor = floor(instant);
        return floor.equals(instant) ? floor : floor.plus(length);
    }
}
