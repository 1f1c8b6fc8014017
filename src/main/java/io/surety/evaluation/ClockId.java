package io.surety.evaluation;

import java.util.UUID;

/** A term applied to one work item. */
public record ClockId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
