package io.surety.escalation;

import io.surety.party.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An escalation for people.
 *
 * @param title of the agreement
 * @param subjects the first of them, late ones first
 * @param subjectCount how many there are in all
 * @param told who was told; empty for the other party, whose people these are not
 * @param log what happened; empty for the other party
 */
public record EscalationDetails(
        Escalation escalation,
        String title,
        String zone,
        List<Subject> subjects,
        int subjectCount,
        List<Told> told,
        List<Event> log) {

    /** @param insteadOf whose turn it was, if that was another */
    public record Told(
            PersonId person,
            String name,
            Optional<String> insteadOf,
            int round,
            int tier,
            int repetition,
            String channel,
            Instant dueAt,
            Instant at) {}

    /** @param what opened, told, repeated, skipped, acknowledged, … */
    public record Event(Instant at, String what, Optional<PersonId> person, String detail) {}
}
