package io.surety.measurement;

import java.time.Instant;

/** What is fetched from monitoring systems, by their own engines, and until when it has been. */
public interface Pulls {

    /**
     * From now on this is fetched, and what happened since an instant too, as far as readings of counters are kept.
     * Repeating it changes nothing, but that an earlier {@code since} fetches what lies before.
     */
    void register(Pull pull, Instant since);

    /** Nothing of it is fetched any more; what has been stays. */
    void cancel(SeriesRef series);
}
