package io.surety.escalation;

import io.surety.evaluation.BurnEnded;
import io.surety.evaluation.ClockState;
import io.surety.evaluation.ClocksChanged;
import io.surety.evaluation.ViolationWithdrawn;
import io.surety.party.PersonId;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Clocks paused, went on or stopped, a budget burns no more, a violation was withdrawn: while every clock of an escalation
 * is paused and none is late its ladder stands still, and once nothing of it is left there is nothing left to tell.
 */
@Component
class FollowSubjects {

    private final Escalations escalations;
    private final Subjects subjects;
    private final Tiers tiers;
    private final Policies policies;
    private final Chronicle chronicle;
    private final CloseEscalation close;
    private final EscalationProcess process;
    private final TimeSource time;

    FollowSubjects(
            Escalations escalations,
            Subjects subjects,
            Tiers tiers,
            Policies policies,
            Chronicle chronicle,
            CloseEscalation close,
            EscalationProcess process,
            TimeSource time) {
        this.escalations = escalations;
        this.subjects = subjects;
        this.tiers = tiers;
        this.policies = policies;
        this.chronicle = chronicle;
        this.close = close;
        this.process = process;
        this.time = time;
    }

    @EventListener
    @Transactional
    public void on(ClocksChanged event) {
        Map<UUID, Subject.Going> changes = new HashMap<>();
        event.changes().forEach(change -> changes.put(change.clock().value(), going(change.state())));
        follow(changes, "every clock stopped in time");
    }

    @EventListener
    @Transactional
    public void on(BurnEnded event) {
        follow(Map.of(event.episode(), Subject.Going.STOPPED), "the error budget burns no more");
    }

    @EventListener
    @Transactional
    public void on(ViolationWithdrawn event) {
        follow(Map.of(event.violation(), Subject.Going.STOPPED), "the violation was withdrawn");
    }

    /** @param why the escalation is over, if nothing of it is left */
    private void follow(Map<UUID, Subject.Going> changes, String why) {
        escalations.openWith(changes.keySet()).forEach((id, subjects) -> escalations
                .lock(id)
                .filter(escalation -> escalation.state().isOpen())
                .ifPresent(escalation -> {
                    Map<UUID, Subject.Going> own = new HashMap<>(changes);
                    own.keySet().retainAll(subjects);
                    follow(escalation, own, why);
                }));
    }

    private static Subject.Going going(ClockState state) {
        return switch (state) {
            case RUNNING, LATE -> Subject.Going.RUNNING;
            case PAUSED -> Subject.Going.PAUSED;
            case MET, STOPPED_LATE, CANCELLED -> Subject.Going.STOPPED;
        };
    }

    private void follow(Escalation escalation, Map<UUID, Subject.Going> changes, String why) {
        Instant now = time.now();
        subjects.going(escalation.id(), changes);
        Subjects.Tally tally = subjects.tally(escalation.id());
        if (tally.isOver() && (tally.onlyClocks() || mayEndByItself(escalation))) {
            close.resolve(escalation, PersonId.SYSTEM, why, now);
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

    /**
     * What burned may burn again in a moment: whoever took it on says when it is over. And what is over before anybody
     * heard of it is told all the same, and then over.
     */
    private boolean mayEndByItself(Escalation escalation) {
        return escalation.state() == EscalationState.OPEN
                && !chronicle.toldPeople(escalation.id()).isEmpty();
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
