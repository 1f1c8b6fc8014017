package io.surety.evaluation.ledger;

/** How one input counts. {@link LedgerPacker} stores the place of each in this order for ever: a new one comes last. */
public enum AccountLabel {
    GOOD,
    BAD,
    UNKNOWN,
    NOT_COUNTED
}
