/**
 * Objections of the parties ({@code domain.md} 6.3): to a verdict, a breach, a pause or a cause, until {@code objectWithin}
 * after the report. Each is answered, decided and, if need be, decided one level up; it holds back FINAL for its term and
 * period only, and ends in <em>stands</em> or in a correction, which is a measurement like any other. Nobody edits a
 * verdict.
 *
 * <p>Driven by {@code processes/objection/objection.bpmn}.
 */
@ApplicationModule(
        displayName = "Objection",
        allowedDependencies = {
            "agreement",
            "agreement :: document",
            "calendar",
            "evaluation",
            "evaluation :: ledger",
            "evaluation :: period",
            "evaluation :: verdict",
            "measurement",
            "notification",
            "party",
            "party :: process",
            "shared",
            "workflow"
        })
@NullMarked
package io.surety.objection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
