package io.surety.negotiation;

/** What a negotiation waits for, or how it ended. */
public enum NegotiationStanding {
    OFFER_WANTED,
    ANSWER_WANTED,
    CONSENT_WANTED,
    AGREED,
    REJECTED,
    LAPSED,
    CANCELLED;

    /** Whether nothing more is waited for. */
    public boolean settled() {
        return this != OFFER_WANTED && this != ANSWER_WANTED && this != CONSENT_WANTED;
    }
}
