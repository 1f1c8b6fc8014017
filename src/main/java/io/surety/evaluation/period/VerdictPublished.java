package io.surety.evaluation.period;

import java.util.Optional;

/**
 * A verdict was published; in the transaction that did it, after its violation was raised or withdrawn.
 *
 * @param before what had been published until then
 */
public record VerdictPublished(Optional<Said> before, StoredVerdict after) {}
