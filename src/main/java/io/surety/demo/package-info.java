/** The demo world of the default profile: its people, agreements, history and live events. Nobody depends on it. */
@ApplicationModule(
        displayName = "Demo",
        allowedDependencies = {
            "agreement",
            "agreement :: document",
            "approval",
            "calendar",
            "evaluation",
            "escalation",
            "measurement",
            "negotiation",
            "notification",
            "onboarding",
            "party",
            "review",
            "security",
            "shared",
            "workflow"
        })
@NullMarked
package io.surety.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
