package io.surety.testing;

import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.camunda.bpm.engine.impl.digest.PasswordManager;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Argon2 with the least of memory: tests make thousands of people, and the strength that the product asks for would cost
 * them minutes. What it asks for is held by {@code Argon2PasswordsTest}, and runs in {@code DemoWorldTest}.
 */
class CheapPasswords extends AbstractProcessEnginePlugin implements PasswordEncryptor {

    private final Argon2PasswordEncoder encoder = new Argon2PasswordEncoder(16, 32, 1, 64, 1);

    @Override
    public void postInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setPasswordManager(new PasswordManager(this, List.of()));
    }

    @Override
    public String encrypt(String password) {
        return encoder.encode(password);
    }

    @Override
    public boolean check(String password, String encrypted) {
        return encoder.matches(password, encrypted);
    }

    @Override
    public String hashAlgorithmName() {
        return "ARGON2ID";
    }
}
