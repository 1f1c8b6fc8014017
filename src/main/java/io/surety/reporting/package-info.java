/**
 * The report of a week or a month: what was promised, what came of it, what follows, and who was called. Everything in
 * it is read from the ledgers, verdicts and records of other rooms; nothing is computed beside them. Nobody depends on
 * it.
 */
@ApplicationModule(
        displayName = "Reporting",
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
            "shared"
        })
@NullMarked
package io.surety.reporting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
