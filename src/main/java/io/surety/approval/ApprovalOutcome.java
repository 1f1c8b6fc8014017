package io.surety.approval;

import io.surety.agreement.VersionState;

/** How a round of approvals ends. */
public enum ApprovalOutcome {
    APPROVED(VersionState.APPROVED),
    /** Somebody asked for a change: a change is a new offer, so it goes back to the negotiation. */
    CHANGE_REQUESTED(VersionState.NEGOTIATING),
    REJECTED(VersionState.REJECTED),
    /** Time was up before every chain had decided. */
    LAPSED(VersionState.LAPSED);

    private final VersionState state;

    ApprovalOutcome(VersionState state) {
        this.state = state;
    }

    /** The state that a version takes by this outcome. */
    public VersionState state() {
        return state;
    }
}
