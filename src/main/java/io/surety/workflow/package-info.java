/** The process engine: its configuration, the deployment of models and forms, its clock, and what a task may refuse. */
@ApplicationModule(
        displayName = "Workflow",
        allowedDependencies = {"shared"})
@NullMarked
package io.surety.workflow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
