package io.surety.party;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Resolves who acts for whom through a chain of absences. */
@Component
class StandIn {

    private final StoredAbsencePlan absences;

    StandIn(StoredAbsencePlan absences) {
        this.absences = absences;
    }

    /**
     * @param reason of the first absence; empty if she acts herself
     * @param chain everybody from the person to who acts, both included
     */
    record Acting(PersonId person, Optional<String> reason, Set<PersonId> chain) {}

    /**
     * Follows the substitutes until one is present. A chain that comes back to somebody it has passed has nobody who is
     * present: then the person stands for herself, because nobody at all would be worse.
     */
    Acting actingFor(PersonId person, Instant at) {
        Set<PersonId> passed = new HashSet<>(Set.of(person));
        Optional<Absence> first = absences.covering(person, at);
        Optional<Absence> absence = first;
        PersonId acting = person;
        while (absence.isPresent()) {
            acting = absence.get().substitute();
            if (!passed.add(acting)) {
                return new Acting(person, Optional.empty(), Set.of(person));
            }
            absence = absences.covering(acting, at);
        }
        return new Acting(acting, first.map(Absence::reason), Set.copyOf(passed));
    }
}
