package io.surety.measurement.reading;

import io.surety.measurement.Grain;
import io.surety.measurement.Kind;
import io.surety.measurement.Retention;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * How long readings are kept. As long as they are, their periods can be judged again; what speaks of an earlier time is
 * refused as {@code too-late}, since nobody could tell it from a repetition.
 */
@Component
public class KeptReadings implements Retention {

    /** A reading that was just accepted is still far from being taken away. */
    private static final Duration GRACE = Duration.ofDays(2);

    private final ReadingSettings settings;
    private final TimeSource time;

    KeptReadings(ReadingSettings settings, TimeSource time) {
        this.settings = settings;
        this.time = time;
    }

    /** From when on readings are accepted. */
    public Instant since(ReadingKind kind) {
        return since(kind, time.now());
    }

    Instant since(ReadingKind kind, Instant now) {
        return now.minus(settings.keep(kind));
    }

    @Override
    public Instant keptSince(Kind kind) {
        return keptSince(ReadingKind.valueOf(kind.name()));
    }

    /**
     * From when on buckets can be made again. A day after {@link #goneBefore}, so that nothing is taken away while somebody
     * makes a bucket of it.
     */
    public Instant keptSince(ReadingKind kind) {
        return goneBefore(kind).plus(Grain.DAY.length());
    }

    /** Before this, raw readings and small buckets may have been taken away; by whole days, so that no hour has lost a part. */
    Instant goneBefore(ReadingKind kind) {
        return Grain.DAY.floor(since(kind).minus(GRACE));
    }
}
