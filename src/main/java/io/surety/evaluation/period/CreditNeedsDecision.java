package io.surety.evaluation.period;

import java.util.UUID;

/** A person must decide about a credit: it is above the limit, or a restatement changed it; published with its state. */
public record CreditNeedsDecision(UUID credit) {}
