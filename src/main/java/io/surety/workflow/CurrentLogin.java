package io.surety.workflow;

import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.stereotype.Component;

/** Who is logged in for the engine; nobody, where the software acts by itself. */
@Component
public class CurrentLogin {

    private final IdentityService identity;

    CurrentLogin(IdentityService identity) {
        this.identity = identity;
    }

    /** The id of the user. */
    public Optional<String> user() {
        return Optional.ofNullable(identity.getCurrentAuthentication()).map(Authentication::getUserId);
    }
}
