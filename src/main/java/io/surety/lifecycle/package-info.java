/** The parent process of a version, from draft to expiry, that calls negotiation, onboarding and approval. */
@ApplicationModule(
        displayName = "Lifecycle",
        allowedDependencies = {
            "agreement",
            "agreement :: document",
            "approval",
            "calendar",
            "evaluation",
            "negotiation",
            "notification",
            "onboarding",
            "party",
            "party :: process",
            "review",
            "shared",
            "workflow"
        })
@NullMarked
package io.surety.lifecycle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
