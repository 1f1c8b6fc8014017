/** From the history of a work item and the versions in force to its clocks. Pure: no Spring, no database. */
@NullMarked
package io.surety.evaluation.clock;

import org.jspecify.annotations.NullMarked;
