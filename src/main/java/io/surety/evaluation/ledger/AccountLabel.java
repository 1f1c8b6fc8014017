package io.surety.evaluation.ledger;

/** How one input counts. */
public enum AccountLabel {
    GOOD,
    BAD,
    UNKNOWN,
    NOT_COUNTED
}
