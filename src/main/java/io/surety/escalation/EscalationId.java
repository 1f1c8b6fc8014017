package io.surety.escalation;

import java.util.UUID;

/** An escalation; its text is the business key of its process. */
public record EscalationId(UUID value) {

    /** @throws IllegalArgumentException if the text is no UUID */
    public static EscalationId of(String text) {
        return new EscalationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
