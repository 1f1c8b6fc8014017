/** What a term came to in a period: the value, why, and the ledger that it is computed from. */
@NamedInterface("verdict")
@NullMarked
package io.surety.evaluation.verdict;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
