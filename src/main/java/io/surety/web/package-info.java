/** What every page and endpoint shares: problem details, the page frame, the home page. */
@ApplicationModule(
        displayName = "Web",
        allowedDependencies = {"shared"})
@NullMarked
package io.surety.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
