/** Third parties: invitation, evidence, tracking agreement, admission. */
@ApplicationModule(
        displayName = "Onboarding",
        allowedDependencies = {
            "agreement",
            "agreement :: document",
            "calendar",
            "measurement",
            "notification",
            "party",
            "party :: process",
            "shared",
            "workflow"
        })
@NullMarked
package io.surety.onboarding;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
