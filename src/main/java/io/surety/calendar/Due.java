package io.surety.calendar;

import java.time.Instant;

/**
 * When a target on a calendar is due.
 *
 * @param deadline the earliest instant at which the open, unpaused time since the start equals the target
 * @param breach the first open, unpaused instant at or after the deadline: a clock that still runs <em>after</em> it is
 *     late, one that stops at it is in time
 * @param openMillis the open, unpaused time from start to deadline, in milliseconds; percent marks are shares of it
 */
public record Due(Instant deadline, Instant breach, long openMillis) {}
