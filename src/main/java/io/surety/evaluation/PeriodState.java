package io.surety.evaluation;

/** How sure a period's verdict is. */
public enum PeriodState {
    RUNNING,
    PROVISIONAL,
    FINAL,
    RESTATED
}
