package io.surety.testing;

import java.time.Duration;
import java.util.concurrent.Future;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sees who waits for a lock in a database, so that a race goes on once it stands as the test means it. */
public final class LockWaits {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final JdbcClient jdbc;

    public LockWaits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Until so many wait, or what is to wait has ended instead. */
    public void await(int many, Future<?> orEnded) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (waiting() < many && !orEnded.isDone()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("nobody waits for a lock, and nothing has ended, after " + PATIENCE);
            }
            Thread.onSpinWait();
        }
    }

    private int waiting() {
        return jdbc.sql("select count(*) from pg_stat_activity where datname = current_database()"
                        + " and wait_event_type = 'Lock'")
                .query(Integer.class)
                .single();
    }
}
