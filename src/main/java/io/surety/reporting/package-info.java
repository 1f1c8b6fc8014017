/** The report of a week or a period, and the printed agreement. Nobody depends on it. */
@ApplicationModule(
        displayName = "Reporting",
        allowedDependencies = {
            "agreement",
            "agreement :: document",
            "calendar",
            "escalation",
            "evaluation",
            "measurement",
            "party",
            "review",
            "shared"
        })
@NullMarked
package io.surety.reporting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
