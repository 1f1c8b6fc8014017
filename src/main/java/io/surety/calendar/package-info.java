/**
 * Service calendars: how much open time lies between two instants, and when a target is due.
 *
 * <p>Pure: no Spring, no engine, no database.
 */
@ApplicationModule(
        displayName = "Calendar",
        allowedDependencies = {"shared"})
@NullMarked
package io.surety.calendar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
