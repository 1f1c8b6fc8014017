package io.surety.evaluation.consequence;

import java.util.UUID;

/** A claim against a third party waits to be raised; published in the transaction that judged the violation. */
public record ClaimOpened(UUID claim) {}
