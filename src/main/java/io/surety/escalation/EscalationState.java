package io.surety.escalation;

/** Where an escalation stands. */
public enum EscalationState {
    /** Nobody has taken it on: the ladder goes up. */
    OPEN,
    /** Somebody has, for a while: the ladder stands. */
    ACKNOWLEDGED,
    RESOLVED,
    /** Open for 30 days; its owner decides how it goes on. */
    LAPSED;

    /** Whether further breaches join it. */
    public boolean isOpen() {
        return this == OPEN || this == ACKNOWLEDGED;
    }
}
