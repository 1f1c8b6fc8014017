package io.surety.escalation;

import io.surety.agreement.VersionRef;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import java.time.Instant;
import java.util.Optional;

/**
 * An escalation as it stands.
 *
 * @param version whose document holds the policy; a version never changes, so the policy is frozen with it
 * @param policy id of the policy in the document
 * @param obligated the side that owes the term, whose people are told
 * @param round from 1; a breach that raises the severity starts another
 * @param nextDueAt when the timer wakes it
 * @param asked whether the task of the present state has been made
 * @param resume the ladder went on after an acknowledgement had run out
 */
public record Escalation(
        EscalationId id,
        VersionRef version,
        String policy,
        String term,
        OrganisationId provider,
        OrganisationId customer,
        OrganisationId obligated,
        EscalationState state,
        Severity severity,
        int round,
        Instant openedAt,
        Instant nextDueAt,
        boolean asked,
        Optional<Acknowledgement> acknowledgement,
        Optional<Resume> resume,
        Optional<Closing> closing) {

    /** @param tier the highest that had been told, from 0; -1 if none had */
    public record Acknowledgement(PersonId by, Instant at, Instant until, int tier) {}

    /**
     * @param tier where the ladder goes on, from 0; one past the last means that the last is told once more
     * @param at the instant at which the acknowledgement ran out
     */
    public record Resume(int tier, Instant at) {}

    /** @param note what the person wrote */
    public record Closing(PersonId by, Instant at, String note) {}

    /** Taken on for a while; its task is to be made. */
    Escalation acknowledged(Acknowledgement by, boolean taskIsThere) {
        return in(EscalationState.ACKNOWLEDGED, severity, round, taskIsThere)
                .held(Optional.of(by), Optional.empty(), closing);
    }

    /** The acknowledgement ran out. */
    Escalation resumed(Resume at) {
        return in(EscalationState.OPEN, severity, round, false).held(Optional.empty(), Optional.of(at), closing);
    }

    /** A graver breach joined: everything begins again at the first tier, acknowledged or not. */
    Escalation raised(Severity to) {
        return in(EscalationState.OPEN, to, round + 1, asked && state == EscalationState.OPEN)
                .held(Optional.empty(), Optional.empty(), closing);
    }

    Escalation closed(EscalationState as, Closing by) {
        return in(as, severity, round, asked).held(acknowledgement, resume, Optional.of(by));
    }

    Escalation dueAt(Instant next) {
        return copy(state, severity, round, next, asked, acknowledgement, resume, closing);
    }

    Escalation withTask() {
        return in(state, severity, round, true);
    }

    /** Where it stands. */
    private Escalation in(EscalationState as, Severity grave, int rounds, boolean isAsked) {
        return copy(as, grave, rounds, nextDueAt, isAsked, acknowledgement, resume, closing);
    }

    /** What people have done about it. */
    private Escalation held(Optional<Acknowledgement> by, Optional<Resume> at, Optional<Closing> end) {
        return copy(state, severity, round, nextDueAt, asked, by, at, end);
    }

    private Escalation copy(
            EscalationState as,
            Severity grave,
            int rounds,
            Instant due,
            boolean isAsked,
            Optional<Acknowledgement> by,
            Optional<Resume> at,
            Optional<Closing> end) {
        return new Escalation(
                id, version, policy, term, provider, customer, obligated, as, grave, rounds, openedAt, due, isAsked, by,
                at, end);
    }
}
