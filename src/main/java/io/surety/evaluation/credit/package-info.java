/** What a violated term owes: the arithmetic of credits, exact until it is rounded once. Pure. */
@NamedInterface("credit")
@NullMarked
package io.surety.evaluation.credit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
