/** The engine's side of escalations: the process {@code breach-escalation} and the table {@code breach-severity}. */
@NullMarked
package io.surety.escalation.process;

import org.jspecify.annotations.NullMarked;
