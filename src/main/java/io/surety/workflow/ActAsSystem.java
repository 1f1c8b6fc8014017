package io.surety.workflow;

import java.util.Optional;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.stereotype.Component;

/**
 * Engine calls that the software makes by itself within a person's request: without her authorizations, which say what
 * she may do in the engine's own interfaces and not what follows from her request.
 */
@Component
public class ActAsSystem {

    private final IdentityService identity;
    private final RepeatFromSavepoint repeat;

    ActAsSystem(IdentityService identity, RepeatFromSavepoint repeat) {
        this.identity = identity;
        this.repeat = repeat;
    }

    /**
     * Asks the engine, or has it begin what nobody else knows of yet, so that nobody can be faster: a transaction that
     * begins thousands of them has no save point for each.
     */
    public <T> T call(Supplier<T> work) {
        Authentication person = identity.getCurrentAuthentication();
        identity.clearAuthentication();
        try {
            return work.get();
        } finally {
            if (person != null) {
                identity.setAuthentication(person);
            }
        }
    }

    /**
     * Has the engine do something. Where somebody else was faster it is done again, also within a transaction, which goes
     * on as if nothing had happened; so it must be something that can be done again once it has been rolled back. Only a
     * deadlock ends the transaction around it.
     */
    public void run(Runnable work) {
        call(() -> {
            repeat.run(work);
            return true;
        });
    }

    /** Who is logged in at the engine in this thread; empty in jobs and schedules. */
    public Optional<String> person() {
        return Optional.ofNullable(identity.getCurrentAuthentication()).map(Authentication::getUserId);
    }
}
