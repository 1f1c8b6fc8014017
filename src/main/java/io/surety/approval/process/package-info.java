/** The engine's side of approval: the delegates of {@code sla-approval}, and the decision table {@code approval-matrix}. */
@NullMarked
package io.surety.approval.process;

import org.jspecify.annotations.NullMarked;
