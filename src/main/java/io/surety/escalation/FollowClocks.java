package io.surety.escalation;

import io.surety.evaluation.ClockId;
import io.surety.evaluation.ClockState;
import io.surety.evaluation.ClocksChanged;
import io.surety.party.PersonId;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Clocks paused, went on or stopped: while every clock of an escalation is paused and none is late its ladder stands
 * still, and once all have stopped in time there is nothing left to tell.
 */
@Component
class FollowClocks {

    private final Escalations escalations;
    private final Subjects subjects;
    private final Tiers tiers;
    private final Policies policies;
    private final CloseEscalation close;
    private final EscalationProcess process;
    private final TimeSource time;

    FollowClocks(
            Escalations escalations,
            Subjects subjects,
            Tiers tiers,
            Policies policies,
            CloseEscalation close,
            EscalationProcess process,
            TimeSource time) {
        this.escalations = escalations;
        this.subjects = subjects;
        this.tiers = tiers;
        this.policies = policies;
        this.close = close;
        this.process = process;
        this.time = time;
    }

    @EventListener
    @Transactional
    public void on(ClocksChanged event) {
        Map<ClockId, Subject.Going> changes = new HashMap<>();
        event.changes().forEach(change -> changes.put(change.clock(), going(change.state())));
        escalations.openWith(changes.keySet()).forEach((id, clocks) -> escalations
                .lock(id)
                .filter(escalation -> escalation.state().isOpen())
                .ifPresent(escalation -> {
                    Map<ClockId, Subject.Going> own = new HashMap<>(changes);
                    own.keySet().retainAll(clocks);
                    follow(escalation, own);
                }));
    }

    private static Subject.Going going(ClockState state) {
        return switch (state) {
            case RUNNING, LATE -> Subject.Going.RUNNING;
            case PAUSED -> Subject.Going.PAUSED;
            case MET, STOPPED_LATE, CANCELLED -> Subject.Going.STOPPED;
        };
    }

    private void follow(Escalation escalation, Map<ClockId, Subject.Going> changes) {
        Instant now = time.now();
        subjects.going(escalation.id(), changes);
        Subjects.Tally tally = subjects.tally(escalation.id());
        if (tally.isOver()) {
            close.resolve(escalation, PersonId.SYSTEM, "every clock stopped in time", now);
            process.end(escalation.id());
            return;
        }
        Optional<Instant> frozenSince = tiers.frozenSince(escalation.id());
        if (tally.isFrozen() && frozenSince.isEmpty()) {
            tiers.freeze(escalation.id(), now);
        } else if (!tally.isFrozen() && frozenSince.isPresent()) {
            tiers.thaw(escalation.id(), now);
            wakeIfEarlier(escalation, now);
        }
    }

    /** The timer was set when nothing but the end of its life lay ahead. */
    private void wakeIfEarlier(Escalation escalation, Instant now) {
        Instant next = policies.nextDue(escalation, policies.of(escalation), now);
        if (next.isBefore(escalation.nextDueAt())) {
            escalations.save(escalation.dueAt(next));
            process.wake(escalation.id());
        }
    }
}
