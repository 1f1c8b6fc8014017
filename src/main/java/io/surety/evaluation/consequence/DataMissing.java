package io.surety.evaluation.consequence;

import java.util.UUID;

/** Somebody owes data; published in the transaction that judged what they are needed for. */
public record DataMissing(UUID request) {}
