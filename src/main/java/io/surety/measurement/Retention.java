package io.surety.measurement;

import java.time.Instant;

/** How far back what happened can still be judged again. */
public interface Retention {

    /**
     * From when on all readings of a kind are kept; of what was before some may have been taken away.
     *
     * @throws IllegalArgumentException if the kind is none of readings: records are kept for ever
     */
    Instant keptSince(Kind kind);
}
