package io.surety.database;

import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The time of the database, so that several nodes agree.
 *
 * <p>It reads {@code clock_timestamp()} and not {@code now()}, which stands still within a transaction.
 */
@Component
class DatabaseTimeSource implements TimeSource {

    private static final long LATELY_NANOS = Duration.ofMillis(500).toNanos();

    /** What the database told, and when by the clock that only counts. */
    private record Told(Instant now, long nanos) {}

    private final JdbcClient jdbc;
    private volatile @Nullable Told told;

    DatabaseTimeSource(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Instant now() {
        Instant now = jdbc.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant()
                .truncatedTo(ChronoUnit.MILLIS);
        told = new Told(now, System.nanoTime());
        return now;
    }

    /** Half a second of this machine's counting is let pass between two questions; its own clock is never read. */
    @Override
    public Instant lately() {
        Told last = told;
        long since = last == null ? LATELY_NANOS : System.nanoTime() - last.nanos();
        return last == null || since >= LATELY_NANOS
                ? now()
                : last.now().plusNanos(since).truncatedTo(ChronoUnit.MILLIS);
    }
}
