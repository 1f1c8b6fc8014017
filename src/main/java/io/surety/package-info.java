/** Surety, a workflow-driven engine for service level agreements. */
@NullMarked
package io.surety;

import org.jspecify.annotations.NullMarked;
