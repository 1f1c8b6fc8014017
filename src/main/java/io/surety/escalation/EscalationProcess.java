package io.surety.escalation;

import io.surety.party.PersonId;

/** The process {@code breach-escalation}, as the rest of the room speaks to it. */
public interface EscalationProcess {

    /** Starts it in the present transaction; what it does happens in jobs after the commit. */
    void start(EscalationId escalation);

    /** Lets it look at the ladder before its timer does. */
    void wake(EscalationId escalation);

    /** Ends it, because the escalation was resolved elsewhere than in its task. */
    void end(EscalationId escalation);

    /**
     * Completes the open task {@code userTask_acknowledgeBreach} in the person's name.
     *
     * @return false if there is no such task at the moment
     */
    boolean completeAcknowledgement(EscalationId escalation, PersonId by, String note);

    /** The same for {@code userTask_resolveBreach}. */
    boolean completeResolution(EscalationId escalation, PersonId by, String note);

    /** Offers open acknowledgement tasks to somebody who has just been told. */
    void offerTo(EscalationId escalation, PersonId person);
}
