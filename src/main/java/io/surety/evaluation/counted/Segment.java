package io.surety.evaluation.counted;

import io.surety.evaluation.ledger.Mark;
import io.surety.evaluation.ledger.TimeLabel;
import io.surety.shared.Interval;
import java.util.List;

/**
 * A stretch of the judged span in which events count in one way.
 *
 * @param mark closed, excluded or excused with its cause, or good where nothing of that holds
 * @param span whole minutes
 * @param slots what was counted in it, in order, disjoint
 * @param unknownMillis of the span, of which the source says nothing
 */
public record Segment(Mark mark, Interval span, List<Slot> slots, long unknownMillis) {

    public Segment {
        slots = List.copyOf(slots);
        if (unknownMillis < 0 || unknownMillis > span.millis()) {
            throw new IllegalArgumentException(unknownMillis + " ms of " + span + " cannot be unknown");
        }
    }

    /** Whether its events belong to the agreed service time. */
    boolean counts() {
        return mark.label() != TimeLabel.CLOSED && mark.label() != TimeLabel.EXCLUDED;
    }

    long events() {
        return slots.stream().mapToLong(Slot::total).reduce(0, Math::addExact);
    }
}
