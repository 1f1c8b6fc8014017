/** The life of a version as a process: the delegates and listeners of {@code sla-lifecycle} and {@code sla-in-force}. */
@NullMarked
package io.surety.lifecycle.process;

import org.jspecify.annotations.NullMarked;
