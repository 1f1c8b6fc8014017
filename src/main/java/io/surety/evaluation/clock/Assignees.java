package io.surety.evaluation.clock;

import io.surety.agreement.WorkCalendar;
import java.time.Instant;
import java.util.Optional;

/** By which calendar those work to whom items are assigned. */
@FunctionalInterface
public interface Assignees {

    /** Of none of them anything is known. */
    Assignees UNKNOWN = (person, at) -> Optional.empty();

    /** @param person as the source names her, which is by her login */
    Optional<WorkCalendar> hours(String person, Instant at);
}
