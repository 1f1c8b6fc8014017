package io.surety.negotiation;

/** Where the negotiation of a version stands. */
public enum NegotiationState {
    /** Offers may be made and answered. */
    OPEN,
    /** Both sides agree; consents of third parties are missing. */
    ACCEPTED,
    /** All agree. */
    AGREED,
    REJECTED,
    LAPSED,
    /** The draft was given up before the first offer. */
    CANCELLED
}
