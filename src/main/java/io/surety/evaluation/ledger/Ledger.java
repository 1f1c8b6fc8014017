package io.surety.evaluation.ledger;

/** What a verdict is computed from, in one of its two forms. */
public sealed interface Ledger permits TimeLedger, Account {}
