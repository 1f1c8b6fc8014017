package io.surety.workflow;

import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Keeps passwords as Argon2id, not as the engine's salted SHA-512, which a graphics card guesses by the billion. */
class Argon2Passwords implements PasswordEncryptor {

    private final PasswordEncoder encoder;

    Argon2Passwords() {
        this(Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8());
    }

    /** @param encoder an Argon2 of another strength */
    Argon2Passwords(PasswordEncoder encoder) {
        this.encoder = encoder;
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
