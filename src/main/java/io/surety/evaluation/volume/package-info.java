/** Terms that count work items by subset: {@code volume}. Everything but the reading of rows is pure. */
@NullMarked
package io.surety.evaluation.volume;

import org.jspecify.annotations.NullMarked;
