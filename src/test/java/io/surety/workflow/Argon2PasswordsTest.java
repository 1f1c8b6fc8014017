package io.surety.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Argon2PasswordsTest {

    private final Argon2Passwords passwords = new Argon2Passwords();

    /** 16 MiB and two passes for each guess, as Spring Security recommends. */
    @Test
    void aGuessCostsMemoryAndEachPersonHasASaltOfHerOwn() {
        String kept = passwords.encrypt("surety");

        assertThat(kept).startsWith("$argon2id$v=19$m=16384,t=2,p=1$").isNotEqualTo(passwords.encrypt("surety"));
        assertThat(passwords.check("surety", kept)).isTrue();
        assertThat(passwords.check("Surety", kept)).isFalse();
    }
}
