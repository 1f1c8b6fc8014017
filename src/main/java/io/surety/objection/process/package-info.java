/** The process of objections: their tasks and their waits. */
@NullMarked
package io.surety.objection.process;

import org.jspecify.annotations.NullMarked;
