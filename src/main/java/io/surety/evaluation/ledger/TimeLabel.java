package io.surety.evaluation.ledger;

/**
 * What a stretch of time is. Where several hold, the first in this order wins. {@link LedgerPacker} stores the place of each
 * in it for ever: one that is to stand before others needs numbers for storing first, or it re-labels what was published.
 */
public enum TimeLabel {
    /** Outside the service calendar. */
    CLOSED,
    /** Leaves the denominator. */
    EXCLUDED,
    /** Stays in the denominator, and is not bad. */
    EXCUSED,
    /** The clock stands still; clocks only. */
    PAUSED,
    /** Down; for a clock: open time beyond the target. */
    BAD,
    /** The source has said nothing about it. */
    UNKNOWN,
    /** Up; for a clock: open time up to the target. */
    GOOD
}
