package io.surety.measurement;

import io.surety.shared.Interval;
import java.util.List;

/** What is fetched from monitoring systems, by their own engines, for as long as somebody reads it. */
public interface Pulls {

    /**
     * Has fetched for a reader what happens within a span, its past too, as far as readings of counters are kept. It is
     * fetched up to the end of the last span of its readers, and what has been fetched stays.
     *
     * @param reader for whom, such as a term of a version; repeating it with another span replaces its span, so that an
     *     earlier end has less fetched
     */
    void fetch(Pull pull, String reader, Interval span);

    /** What is fetched for a source, or was: the slowest first. */
    List<PulledLine> of(String source);
}
