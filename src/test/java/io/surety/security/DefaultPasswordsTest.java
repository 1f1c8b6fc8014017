package io.surety.security;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

class DefaultPasswordsTest {

    private static final String GOOD = "Tr0ub4dor&3 and more";

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "surety", "Surety", "postgres", "short1!", "1234567890"})
    void refusesTheProfilePostgresWithSuchAnAdministrator(String password) {
        assertThatThrownBy(() -> check("postgres", GOOD, password))
                .isInstanceOf(PasswordRefused.class)
                .hasMessageContaining("SURETY_ADMIN_PASSWORD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "surety", "postgres", "password"})
    void refusesTheProfilePostgresWithSuchADatabase(String password) {
        assertThatThrownBy(() -> check("postgres", password, GOOD))
                .isInstanceOf(PasswordRefused.class)
                .hasMessageContaining("SURETY_DB_PASSWORD");
    }

    @Test
    void startsTheProfilePostgresWithOnesOfItsOwn() {
        assertThatCode(() -> check("postgres", GOOD, GOOD + "2")).doesNotThrowAnyException();
    }

    @Test
    void leavesTheDefaultProfileItsDemo() {
        assertThatCode(() -> check("default", "", "surety")).doesNotThrowAnyException();
    }

    private static void check(String profile, String database, String admin) {
        MockEnvironment environment = new MockEnvironment()
                .withProperty("spring.datasource.password", database)
                .withProperty("surety.security.admin-password", admin);
        environment.setActiveProfiles(profile);
        new DefaultPasswords().postProcessEnvironment(environment, new SpringApplication());
    }
}
