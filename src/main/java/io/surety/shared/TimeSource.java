package io.surety.shared;

import java.time.Instant;

/**
 * The one clock that business time is read from.
 *
 * <p>In production it asks the database, so that several nodes agree; in tests it is a moved clock that moves the
 * process engine with it. SQL takes the instant as a parameter and never calls {@code now()} for business time.
 */
@FunctionalInterface
public interface TimeSource {

    /** The present instant, cut to milliseconds. */
    Instant now();

    /**
     * Nearly the present instant, without asking anybody: at most a second behind {@link #now}, never ahead of it. For
     * receipts, and for what is looked at with {@link #now} once more before anything is refused by it.
     */
    default Instant lately() {
        return now();
    }
}
