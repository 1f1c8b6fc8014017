/** Tells the right people about a breach, tier by tier, until somebody acknowledges it. */
@ApplicationModule(
        displayName = "Escalation",
        allowedDependencies = {
            "agreement",
            "agreement :: document",
            "calendar",
            "evaluation",
            "measurement",
            "notification",
            "party",
            "party :: process",
            "shared",
            "workflow"
        })
@NullMarked
package io.surety.escalation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
