package io.surety.measurement;

import io.surety.shared.Interval;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known, read for judging. Each answer depends on the set of inputs only, never on their order. */
public interface Measurements {

    ItemHistory history(ItemRef item);

    List<ItemHistory> histories(Collection<ItemRef> items);

    /** Items of a source in the order of their keys, from after a key on: for walking all of them in batches. */
    List<ItemRef> items(String source, String afterKey, int limit);

    /**
     * The same, of items only that something happened to at or after the start of the span, and that were there before its
     * end.
     */
    List<ItemRef> items(String source, Interval span, String afterKey, int limit);

    /** Outages of a service that touch the span. */
    List<Outage> outages(String source, String service, Interval span);

    /**
     * Maintenance windows of a service that touch the span.
     *
     * @param sources those of the document that is judged: another provider may call a service by the same name
     */
    List<MaintenanceWindow> maintenance(Collection<String> sources, String service, Interval span);

    /** Samples in the span, and the last one before it, in order; from the raw readings, as far as they are kept. */
    List<Sample> samples(String source, String service, Interval span);

    /** Counters of the service without an indicator, in order; from the raw readings, as far as they are kept. */
    List<CounterSample> counters(String source, String service, Interval span);

    /**
     * Outages, maintenance, samples and counters of a service that touch the span, of which one revision came with two
     * contents: none of them counts, and what they would have said is unknown.
     */
    List<Contradiction> contradictions(String source, String service, Interval span);

    /**
     * Until when a source is known: what it declared, or else until when all of it has been pulled that somebody needs, or
     * else the latest instant that it has spoken of, by a reading as soon as it is folded; empty if it has never spoken.
     */
    Optional<Instant> watermark(String source);

    /**
     * Until when lines of numbers are known: what their source declared, or else, of a line that is pulled, until when it
     * has been, however far the others of its source have; each other line as far as its source has spoken by itself.
     *
     * @return without those of which nothing is known
     */
    Map<SeriesRef, Instant> watermarks(Collection<SeriesRef> lines);

    /** The same of one; empty if nothing is known of it. */
    default Optional<Instant> watermark(SeriesRef line) {
        return Optional.ofNullable(watermarks(List.of(line)).get(line));
    }
}
