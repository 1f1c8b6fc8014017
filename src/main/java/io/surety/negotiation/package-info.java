/**
 * Offers and counter-offers until both sides agree, and the consents of third parties.
 *
 * <p>Each act is judged under the lock of the negotiation's row, whether it comes from a task or over REST;
 * {@code processes/negotiation/sla-negotiation.bpmn} asks whoever is next and wakes when time runs out.
 */
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
