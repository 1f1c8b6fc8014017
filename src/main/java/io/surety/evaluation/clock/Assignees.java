package io.surety.evaluation.clock;

import io.surety.agreement.WorkCalendar;
import io.surety.agreement.WorkCalendars;
import io.surety.agreement.WorkingTime;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** By which calendar those work to whom items are assigned. */
@FunctionalInterface
public interface Assignees {

    /** Of none of them anything is known. */
    Assignees UNKNOWN = (person, parties, at) -> Optional.empty();

    /**
     * Empty for whoever is unknown, has no calendar then, or belongs to none of the parties; which of them is not told.
     *
     * @param person as the source names her, which is by her login
     * @param parties of the agreement that the item is judged by
     */
    Optional<WorkCalendar> hours(String person, Set<OrganisationId> parties, Instant at);

    /** What was known of them at an instant; asks about each person once, so it is made for one judgement and one thread. */
    static Assignees of(WorkCalendars people, Instant knownBy) {
        Map<String, WorkingTime> asked = new HashMap<>();
        return (person, parties, at) -> asked.computeIfAbsent(person, p -> people.workingTime(new PersonId(p), knownBy))
                .at(at, parties);
    }
}
