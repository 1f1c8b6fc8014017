package io.surety.review;

/** How a review ends. */
public enum ReviewOutcome {
    /**
     * Nothing changes. Before the end, an agreement that renews itself is renewed, and one whose renewal is negotiated is
     * offered as it is for the next term.
     */
    KEEP,
    /** A draft of the next version is made. */
    AMEND,
    /** A draft is made, and a new negotiation starts with it as its first offer. */
    RENEGOTIATE,
    /** Notice is given. */
    TERMINATE
}
