/** Clocks, ledgers, verdicts, violations and credits: what the agreement says about what happened. */
@ApplicationModule(
        displayName = "Evaluation",
        allowedDependencies = {
            "agreement",
            "agreement :: document",
            "calendar",
            "measurement",
            "notification",
            "party",
            "party :: process",
            "shared",
            "web",
            "workflow"
        })
@NullMarked
package io.surety.evaluation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
