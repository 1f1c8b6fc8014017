/** Values that every room speaks: instants as intervals, exact ratios, content hashes, refusals, the one source of time. */
@ApplicationModule(displayName = "Shared", type = ApplicationModule.Type.OPEN)
@NullMarked
package io.surety.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
