package io.surety.database;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the embedded PostgreSQL lives.
 *
 * @param port fixed, so that a server that outlived its application is found again
 * @param directory holds the cluster ({@code postgresql}), the server's programs ({@code programs}) and the lock
 */
@ConfigurationProperties("surety.database")
record EmbeddedDatabaseSettings(@DefaultValue("15432") int port, @DefaultValue("data") Path directory) {

    Path cluster() {
        return home().resolve("postgresql");
    }

    Path programs() {
        return home().resolve("programs");
    }

    Path home() {
        return directory.toAbsolutePath().normalize();
    }
}
