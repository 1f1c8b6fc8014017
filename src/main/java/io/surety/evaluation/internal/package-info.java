/** How clocks are kept up to date: judging again when something changes, and finding what is due. */
@NullMarked
package io.surety.evaluation.internal;

import org.jspecify.annotations.NullMarked;
