/** What explains a verdict: intervals that cover the judged span, or entries that sum to the inputs taken. */
@NamedInterface("ledger")
@NullMarked
package io.surety.evaluation.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
