package io.surety.evaluation.ledger;

import java.time.Instant;
import java.util.List;

/**
 * One stretch {@code [from, to)} of a time ledger.
 *
 * @param mark what it is
 * @param notes what else held there and lost, in the order of the labels
 */
public record TimeEntry(Instant from, Instant to, Mark mark, List<Mark> notes) {

    /** @throws IllegalArgumentException if {@code to} is not after {@code from} */
    public TimeEntry {
        if (!to.isAfter(from)) {
            throw new IllegalArgumentException("a ledger entry ends after it starts: " + from + " to " + to);
        }
        notes = List.copyOf(notes);
    }

    /** Its length on the wall. */
    public long millis() {
        return to.toEpochMilli() - from.toEpochMilli();
    }
}
