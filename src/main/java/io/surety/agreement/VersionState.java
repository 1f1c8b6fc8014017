package io.surety.agreement;

import java.util.EnumSet;
import java.util.Set;

/** Where a version stands in its life. */
public enum VersionState {
    DRAFT,
    NEGOTIATING,
    AGREED,
    IN_APPROVAL,
    APPROVED,
    ACTIVE,
    SUSPENDED,
    SUPERSEDED,
    EXPIRED,
    TERMINATED,
    REJECTED,
    LAPSED,
    CANCELLED;

    private static final Set<VersionState> ONCE_ACTIVE = EnumSet.of(ACTIVE, SUSPENDED, SUPERSEDED, EXPIRED, TERMINATED);

    /** Whether a version in this state has been activated, so that it is in force within its validity. */
    public boolean wasActivated() {
        return ONCE_ACTIVE.contains(this);
    }

    public boolean mayBecome(VersionState next) {
        return successors().contains(next);
    }

    private Set<VersionState> successors() {
        return switch (this) {
            case DRAFT -> EnumSet.of(NEGOTIATING, CANCELLED);
            case NEGOTIATING -> EnumSet.of(AGREED, REJECTED, LAPSED);
            case AGREED -> EnumSet.of(IN_APPROVAL);
            case IN_APPROVAL -> EnumSet.of(APPROVED, NEGOTIATING, REJECTED, LAPSED);
            case APPROVED -> EnumSet.of(ACTIVE, CANCELLED);
            case ACTIVE -> EnumSet.of(SUSPENDED, SUPERSEDED, EXPIRED, TERMINATED);
            case SUSPENDED -> EnumSet.of(ACTIVE, SUPERSEDED, EXPIRED, TERMINATED);
            case SUPERSEDED, EXPIRED, TERMINATED, REJECTED, LAPSED, CANCELLED -> EnumSet.noneOf(VersionState.class);
        };
    }
}
