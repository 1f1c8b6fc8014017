package io.surety.evaluation;

/** What a clock is doing. */
public enum ClockState {
    RUNNING,
    PAUSED,
    /** Stopped in time. */
    MET,
    /** Past its target and still running. */
    LATE,
    /** Past its target and stopped. */
    STOPPED_LATE,
    /** The item moved to another target or agreement before anything was decided. */
    CANCELLED
}
