package io.surety.review;

/** How a review ends. */
public enum ReviewOutcome {
    /** Nothing changes. */
    KEEP,
    /** A draft of the next version is made. */
    AMEND,
    /** A draft is made, and a new negotiation starts with it. */
    RENEGOTIATE,
    /** Notice is given. */
    TERMINATE
}
