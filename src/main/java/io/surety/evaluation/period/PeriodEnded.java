package io.surety.evaluation.period;

/** A period ended and is to be closed; published in the transaction that opened its close. */
public record PeriodEnded(CloseKey key) {}
