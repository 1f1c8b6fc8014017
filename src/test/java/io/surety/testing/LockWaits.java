package io.surety.testing;

import java.util.concurrent.Future;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sees who waits for a lock in a database, so that a race goes on once it stands as the test means it. */
public final class LockWaits {

    private final JdbcClient jdbc;

    public LockWaits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Until so many wait, or what is to wait has ended instead. */
    public void await(int many, Future<?> orEnded) {
        while (waiting() < many && !orEnded.isDone()) {
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
