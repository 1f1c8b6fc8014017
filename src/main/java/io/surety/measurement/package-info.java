/** What happened: work items, outages, samples and counters; how they come in and how they are kept. */
@ApplicationModule(
        displayName = "Measurement",
        allowedDependencies = {"calendar", "party", "shared", "web"})
@NullMarked
package io.surety.measurement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
