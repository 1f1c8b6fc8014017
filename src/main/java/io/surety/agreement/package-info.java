/** Agreements: documents and their hashes, versions and their states, templates, and lint. */
@ApplicationModule(
        displayName = "Agreement",
        allowedDependencies = {"calendar", "party", "shared", "web"})
@NullMarked
package io.surety.agreement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
