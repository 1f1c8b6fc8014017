/**
 * The life of a version, from draft to expiry: the parent process that calls negotiation, onboarding and approval, and
 * the phase in which the version is in force.
 *
 * <p>Driven by {@code processes/lifecycle/sla-lifecycle.bpmn} and {@code sla-in-force.bpmn}.
 */
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
