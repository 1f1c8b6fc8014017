package io.surety.workflow;

import java.util.Collection;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.camunda.bpm.engine.impl.util.EncryptionUtil;
import org.springframework.stereotype.Component;

/** Looks at stored passwords without logging in, so that no failed attempt is counted against the person. */
@Component
public class StoredPasswords {

    private final IdentityService identity;
    private final ProcessEngineConfigurationImpl configuration;

    StoredPasswords(IdentityService identity, ProcessEngineConfigurationImpl configuration) {
        this.identity = identity;
        this.configuration = configuration;
    }

    /** Whether the user's password is one of these; about 50 ms each. False if there is no such user. */
    public boolean isOneOf(String user, Collection<String> candidates) {
        User found = identity.createUserQuery().userId(user).singleResult();
        return found instanceof UserEntity stored
                && candidates.stream().anyMatch(candidate -> configuration
                        .getPasswordManager()
                        .check(EncryptionUtil.saltPassword(candidate, stored.getSalt()), stored.getPassword()));
    }
}
