package io.surety.evaluation;

/** A clock paused, resumed, stopped, was cancelled or started anew; published with the change. */
public record ClockChanged(ClockId clock, ClockState state) {}
