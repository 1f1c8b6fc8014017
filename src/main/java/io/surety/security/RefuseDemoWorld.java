package io.surety.security;

import io.surety.workflow.StoredPasswords;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.User;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Refuses to start the profile {@code postgres} on a database whose administrators have a password that everybody knows,
 * such as one that was filled by the demo.
 */
@Component
@Profile(DefaultPasswords.PROFILE)
class RefuseDemoWorld implements SmartInitializingSingleton {

    /** The demo's is the likely one; to try all known ones would cost seconds at each start. */
    private static final List<String> LIKELY = List.of("surety", "admin");

    private final IdentityService identity;
    private final StoredPasswords passwords;

    RefuseDemoWorld(IdentityService identity, StoredPasswords passwords) {
        this.identity = identity;
        this.passwords = passwords;
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (User admin :
                identity.createUserQuery().memberOfGroup(Groups.CAMUNDA_ADMIN).list()) {
            if (passwords.isOneOf(admin.getId(), LIKELY)) {
                throw new PasswordRefused("The administrator " + admin.getId()
                        + " of this database has a password that everybody knows; it was filled by another profile.");
            }
        }
    }
}
