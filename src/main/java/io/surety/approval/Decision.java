package io.surety.approval;

import java.util.Locale;
import java.util.Optional;

/** What an approver says. */
public enum Decision {
    APPROVE,
    /** Not like this: back to the negotiation. */
    CHANGE,
    REJECT;

    /** Reads {@code approve}, {@code change} or {@code reject}; empty for anything else. */
    public static Optional<Decision> of(String text) {
        for (Decision decision : values()) {
            if (decision.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(decision);
            }
        }
        return Optional.empty();
    }
}
