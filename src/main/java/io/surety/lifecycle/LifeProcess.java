package io.surety.lifecycle;

import io.surety.agreement.VersionRef;
import io.surety.party.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The process of a version's life, as the rest of the room speaks of it. */
public interface LifeProcess {

    /** What one may ask of it. */
    enum Request {
        AMENDMENT,
        SUSPENSION,
        RESUMPTION,
        TERMINATION,
        CANCELLATION
    }

    /**
     * Asks for something, and has it done in the caller's transaction.
     *
     * @param facts handed to the process for this moment only, and not stored
     * @return whether the process stands where it can take the request
     */
    boolean ask(VersionRef version, Request request, Map<String, Object> facts);

    /**
     * Completes the task that starts the approval, in a person's name.
     *
     * @return whether the process stands at that task
     */
    boolean startApproval(VersionRef version, PersonId by);

    /** Starts the life of a version that renews another, and is in force already. */
    void startRenewed(VersionRef version);

    /** Ends the life of a version that is overtaken before it was approved, wherever it stands. */
    void end(VersionRef version, String reason);

    /** Where the processes of a version stand, those that they call included. */
    List<Standing> standings(VersionRef version);

    /**
     * An activity that waits.
     *
     * @param process name of the process, for people
     * @param activity its id in the model
     * @param name its label
     * @param dueAt when its timer fires or its task is due; null without one
     * @param incident whether it has failed and waits for an operator
     */
    record Standing(String process, String activity, String name, @Nullable Instant dueAt, boolean incident) {}
}
