package io.surety.evaluation;

import java.util.UUID;

/** A restatement brought the count of a violation to 0; published in the transaction that did. */
public record ViolationWithdrawn(UUID violation) {}
