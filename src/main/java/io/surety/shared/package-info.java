/**
 * What every room speaks: instants as intervals, exact ratios, content hashes, refusals, the one source of time; and how each
 * takes it when the database fails or the node stops.
 */
@ApplicationModule(displayName = "Shared", type = ApplicationModule.Type.OPEN)
@NullMarked
package io.surety.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
