/** Offers and counter-offers until both sides agree, and the consents of third parties. */
@ApplicationModule(
        displayName = "Negotiation",
        allowedDependencies = {
            "agreement",
            "agreement :: document",
            "notification",
            "party",
            "party :: process",
            "shared",
            "workflow"
        })
@NullMarked
package io.surety.negotiation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
