package io.surety.measurement;

import io.surety.shared.Interval;
import java.util.Collection;

/** Keeps raw readings beyond the time for which their kind is kept, because something was judged from them. */
public interface HoldEvidence {

    /**
     * Holds what a source says of services within a span; holding the same key again changes which and of what span.
     *
     * @param key of what was judged, such as the id of a violation
     * @param services each once, at least one; the first is the one that was judged, the others are its parts
     */
    void hold(String key, String source, Collection<String> services, Interval span);

    /** Lets go of it; what nothing else holds is taken away with the next old readings. */
    void release(String key);
}
