package io.surety.evaluation.clock;

import io.surety.agreement.document.Measure.Trigger;
import io.surety.measurement.ItemEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One event in the life of an item.
 *
 * @param at when it counts: an event before the creation counts at the creation
 * @param before the attributes until then
 * @param after the attributes from then on
 */
record Moment(Instant at, ItemEvent event, Map<String, String> before, Map<String, String> after) {

    /** Whether this is an instant that the trigger speaks of, its {@code count} aside. */
    boolean fires(Trigger trigger) {
        if (trigger.by() != null && !trigger.by().equals(event.by())) {
            return false;
        }
        if (trigger.event() != null) {
            return trigger.event().equals(event.type());
        }
        return trigger.enters().isEmpty() ? leaves(trigger.leaves()) : enters(trigger.enters());
    }

    /** From here on all have one of the values, and did not before. */
    boolean enters(Map<String, List<String>> values) {
        return !values.isEmpty() && Attributes.hold(values, after) && !Attributes.hold(values, before);
    }

    /** Until here all had one of the values, and from here on not. */
    boolean leaves(Map<String, List<String>> values) {
        return !values.isEmpty() && Attributes.hold(values, before) && !Attributes.hold(values, after);
    }
}
