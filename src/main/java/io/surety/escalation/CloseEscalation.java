package io.surety.escalation;

import io.surety.notification.Outbox;
import io.surety.party.PersonId;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Ends an escalation: nothing further is told, and whoever was told hears how it ended. */
@Component
class CloseEscalation {

    private final Escalations escalations;
    private final Chronicle chronicle;
    private final Outbox outbox;
    private final TellPeople tell;

    CloseEscalation(Escalations escalations, Chronicle chronicle, Outbox outbox, TellPeople tell) {
        this.escalations = escalations;
        this.chronicle = chronicle;
        this.outbox = outbox;
        this.tell = tell;
    }

    /** @param escalation locked */
    void resolve(Escalation escalation, PersonId by, String note, Instant now) {
        close(escalation, EscalationState.RESOLVED, by, note, now);
        tell.outcome(escalation, "escalation.resolved", by, note, now);
    }

    /** @param escalation locked */
    void lapse(Escalation escalation, Instant now) {
        close(escalation, EscalationState.LAPSED, PersonId.SYSTEM, "nobody resolved it within 30 days", now);
        tell.outcome(escalation, "escalation.lapsed", PersonId.SYSTEM, "", now);
    }

    private void close(Escalation escalation, EscalationState as, PersonId by, String note, Instant now) {
        escalations.save(escalation.closed(as, new Escalation.Closing(by, now, note)));
        outbox.withdraw(TellPeople.keyOfTiers(escalation.id()));
        chronicle.note(escalation.id(), now, as.name().toLowerCase(java.util.Locale.ROOT), by, note);
    }
}
