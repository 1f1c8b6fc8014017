/** The periodic look at an agreement with its evidence, and what comes of it. */
@ApplicationModule(
        displayName = "Review",
        allowedDependencies = {
            "agreement",
            "agreement :: document",
            "calendar",
            "escalation",
            "evaluation",
            "evaluation :: ledger",
            "evaluation :: period",
            "evaluation :: verdict",
            "notification",
            "party",
            "party :: process",
            "shared",
            "workflow"
        })
@NullMarked
package io.surety.review;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
