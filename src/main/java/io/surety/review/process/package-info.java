/** The review's process: delegates, listeners and what its model may name. */
@NullMarked
package io.surety.review.process;

import org.jspecify.annotations.NullMarked;
