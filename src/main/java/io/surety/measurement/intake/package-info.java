/** Reads measurements from JSON and from tables, line by line, and says of each line what became of it. */
@NullMarked
package io.surety.measurement.intake;

import org.jspecify.annotations.NullMarked;
