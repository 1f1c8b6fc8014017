/** Organisations, their units and people, the roles they hold, who stands in for whom, and who gets a task. */
@ApplicationModule(
        displayName = "Party",
        allowedDependencies = {"calendar", "shared", "workflow"})
@NullMarked
package io.surety.party;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
