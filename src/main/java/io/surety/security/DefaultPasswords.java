package io.surety.security;

import java.util.Locale;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;

/** Refuses to start the profile {@code postgres} with a password that everybody knows, before anything else is done. */
class DefaultPasswords implements EnvironmentPostProcessor, Ordered {

    static final String PROFILE = "postgres";

    /** Those of our own demo and documents, of the database, and the first that anybody tries. */
    static final Set<String> KNOWN = Set.of(
            "surety",
            "admin",
            "administrator",
            "postgres",
            "password",
            "passwort",
            "changeme",
            "change-me",
            "secret",
            "camunda",
            "demo",
            "test",
            "default",
            "root",
            "123456",
            "12345678",
            "1234567890");

    private static final int SHORTEST = 10;

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (environment.acceptsProfiles(Profiles.of(PROFILE))) {
            refuse("SURETY_DB_PASSWORD", environment.getProperty("spring.datasource.password", ""));
            refuse("SURETY_ADMIN_PASSWORD", environment.getProperty("surety.security.admin-password", ""));
        }
    }

    private static void refuse(String variable, String password) {
        if (password.isBlank()) {
            throw new PasswordRefused(variable + " is not set.");
        }
        if (isKnown(password)) {
            throw new PasswordRefused(variable + " is a password that everybody knows.");
        }
        if (password.length() < SHORTEST) {
            throw new PasswordRefused(variable + " is shorter than " + SHORTEST + " characters.");
        }
    }

    static boolean isKnown(String password) {
        return KNOWN.contains(password.toLowerCase(Locale.ROOT));
    }

    /** After the configuration files were read. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
