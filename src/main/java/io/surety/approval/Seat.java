package io.surety.approval;

import io.surety.party.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The place of one approver.
 *
 * @param task null until the task is there
 * @param dueAt on the calendar of the first of {@code people}
 * @param people who may take it, the least loaded first
 */
record Seat(
        long id,
        long step,
        @Nullable String task,
        Instant dueAt,
        @Nullable Instant escalatedAt,
        List<Sitter> people,
        @Nullable Vote vote) {

    /**
     * Somebody who may take the seat.
     *
     * @param insteadOf whom she stands in for, with {@code reason}; null if nobody
     * @param byRole whether she was asked for the role of the step; not so if she was named, or asked for want of others
     */
    record Sitter(PersonId person, @Nullable PersonId insteadOf, @Nullable String reason, boolean byRole) {

        /** Whose role it is by which she votes. */
        PersonId holder() {
            return insteadOf == null ? person : insteadOf;
        }
    }

    boolean isFor(PersonId person) {
        return sitter(person).isPresent();
    }

    Optional<Sitter> sitter(PersonId person) {
        return people.stream().filter(sitter -> sitter.person().equals(person)).findFirst();
    }

    /** The one who may take it, if there is but one. */
    Optional<PersonId> only() {
        return people.size() == 1 ? Optional.of(people.get(0).person()) : Optional.empty();
    }

    boolean isOpen() {
        return vote == null;
    }
}
