/** The negotiation as a process: the delegates and listeners of {@code sla-negotiation}. */
@NullMarked
package io.surety.negotiation.process;

import org.jspecify.annotations.NullMarked;
