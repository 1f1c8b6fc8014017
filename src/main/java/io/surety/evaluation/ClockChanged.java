package io.surety.evaluation;

/** A clock paused, resumed, stopped, was cancelled or started anew; told in a {@link ClocksChanged}. */
public record ClockChanged(ClockId clock, ClockState state) {}
