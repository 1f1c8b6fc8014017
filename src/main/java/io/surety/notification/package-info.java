/** The outbox: every message that leaves the house, sent at least once and told apart by its dedupe key. */
@ApplicationModule(
        displayName = "Notification",
        allowedDependencies = {"party", "shared", "web", "workflow"})
@NullMarked
package io.surety.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
