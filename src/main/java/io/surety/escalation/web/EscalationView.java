package io.surety.escalation.web;

import io.surety.escalation.Escalation;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A line of the list. */
record EscalationView(
        UUID id,
        String agreement,
        int version,
        String term,
        String state,
        String severity,
        int round,
        Instant openedAt,
        @Nullable String acknowledgedBy,
        @Nullable Instant acknowledgedUntil,
        @Nullable String closedBy,
        @Nullable Instant closedAt,
        @Nullable String resolution) {

    static EscalationView of(Escalation e) {
        return new EscalationView(
                e.id().value(),
                e.version().agreement(),
                e.version().number(),
                e.term(),
                e.state().name(),
                e.severity().word(),
                e.round(),
                e.openedAt(),
                e.acknowledgement().map(a -> a.by().value()).orElse(null),
                e.acknowledgement().map(Escalation.Acknowledgement::until).orElse(null),
                e.closing().map(c -> c.by().value()).orElse(null),
                e.closing().map(Escalation.Closing::at).orElse(null),
                e.closing().map(Escalation.Closing::note).orElse(null));
    }
}
