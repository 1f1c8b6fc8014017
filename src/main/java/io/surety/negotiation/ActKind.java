package io.surety.negotiation;

/** What can be done in a negotiation. */
public enum ActKind {
    OFFER,
    COUNTER,
    ACCEPT,
    REJECT,
    WITHDRAW,
    CONSENT,
    REFUSE,
    LAPSE,
    CANCEL
}
