package io.surety.evaluation.consequence;

import java.util.UUID;

/** A party is asked to confirm a cause; published in the transaction that recorded it, so that the process starts with it. */
public record CauseNeedsConfirmation(UUID request) {}
