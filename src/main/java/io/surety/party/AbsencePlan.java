package io.surety.party;

import io.surety.shared.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Who is away when, and who stands in. */
public interface AbsencePlan {

    /**
     * Enters an absence.
     *
     * @throws Refusal if the substitute is unknown, the person herself, or belongs to another organisation
     */
    Absence enter(Absence absence, Instant now);

    /** Absences of a person that are not over at {@code from}, earliest first. */
    List<Absence> of(PersonId person, Instant from);

    /** @throws Refusal {@code not-found} if the person has no such absence */
    void cancel(UUID absence, PersonId person);
}
