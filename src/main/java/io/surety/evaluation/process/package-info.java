/** The processes of evaluation: closing periods and deciding about credits. */
@NullMarked
package io.surety.evaluation.process;

import org.jspecify.annotations.NullMarked;
