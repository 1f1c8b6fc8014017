package io.surety.demo;

import java.time.Instant;
import java.util.Map;

/**
 * Something that happens in the demo world, as a source would deliver it.
 *
 * @param at when it happens; it is delivered then, or with the history if that is over
 * @param body the measurement as {@code POST /api/measurements} takes it
 */
record DemoEvent(Instant at, String source, Map<String, Object> body) implements Comparable<DemoEvent> {

    /** By instant, then by id, so that a created item comes before what happens to it. */
    @Override
    public int compareTo(DemoEvent other) {
        int byInstant = at.compareTo(other.at);
        return byInstant != 0 ? byInstant : id().compareTo(other.id());
    }

    String id() {
        return String.valueOf(body.get("id"));
    }
}
