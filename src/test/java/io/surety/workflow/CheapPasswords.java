package io.surety.workflow;

import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.digest.PasswordManager;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Passwords with the least of memory: tests make thousands of people, and the strength that the product asks for would cost
 * them minutes. What it asks for is held by {@link Argon2PasswordsTest}, and runs in {@code DemoWorldTest}.
 */
public class CheapPasswords extends AbstractProcessEnginePlugin {

    @Override
    public void postInit(ProcessEngineConfigurationImpl configuration) {
        var cheap = new Argon2Passwords(new Argon2PasswordEncoder(16, 32, 1, 64, 1));
        configuration.setPasswordManager(new PasswordManager(cheap, List.of()));
    }
}
