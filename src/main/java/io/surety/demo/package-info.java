/** The demo world of the default profile: its people, agreements, history and live events. Nobody depends on it. */
@ApplicationModule(
        displayName = "Demo",
        allowedDependencies = {"party", "shared", "web"})
@NullMarked
package io.surety.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
