/** Logins, sessions and source tokens, and what each may do. */
@ApplicationModule(
        displayName = "Security",
        allowedDependencies = {"agreement", "measurement", "party", "shared", "web", "workflow"})
@NullMarked
package io.surety.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
