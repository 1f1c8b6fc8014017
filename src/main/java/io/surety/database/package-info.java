/** The one PostgreSQL: embedded in the default profile, external in the {@code postgres} profile, and the time that it tells. */
@ApplicationModule(
        displayName = "Database",
        allowedDependencies = {"shared"})
@NullMarked
package io.surety.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
