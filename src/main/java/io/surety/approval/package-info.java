/** Who must approve what, decided by a table and bound to the content. */
@ApplicationModule(
        displayName = "Approval",
        allowedDependencies = {
            "agreement",
            "agreement :: document",
            "calendar",
            "negotiation",
            "notification",
            "party",
            "party :: process",
            "shared",
            "workflow"
        })
@NullMarked
package io.surety.approval;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
