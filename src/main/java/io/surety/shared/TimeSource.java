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
}
