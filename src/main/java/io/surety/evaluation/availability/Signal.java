package io.surety.evaluation.availability;

import io.surety.shared.Interval;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a source says about a service over the judged span.
 *
 * @param down may overlap, and reach beyond the span
 * @param unknown spans of which it says nothing
 * @param events how many events it rests on; 0 where a source has none
 */
public record Signal(List<Down> down, List<Interval> unknown, long events) {

    static final Signal NONE = new Signal(List.of(), List.of(), 0);

    /** Of the service and a part of it: down where one of the two is, and else unknown where one of them is. */
    Signal and(Signal part) {
        return new Signal(
                Stream.concat(down.stream(), part.down.stream()).toList(),
                Stream.concat(unknown.stream(), part.unknown.stream()).toList(),
                Math.addExact(events, part.events));
    }
}
