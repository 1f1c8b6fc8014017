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
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Clocks paused, went on or stopped, a budget burns no more, a violation was withdrawn: while every clock of an escalation
 * is paused and none is late its ladder stands still, and once nothing of it is left there is nothing left to tell. What
 * waits to tell of breaches, such as in quiet hours, waits for the next one once a correction took back all of them.
 */
@Component
class FollowSubjects {

    private static final Subjects.Now GONE = new Subjects.Now(Subject.Going.STOPPED, false);

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
        Map<UUID, Subjects.Now> changes = new HashMap<>();
        event.changes().forEach(change -> changes.put(change.clock().value(), now(change.state())));
        follow(changes, "every clock stopped in time");
    }

    @EventListener
    @Transactional
    public void on(BurnEnded event) {
        follow(Map.of(event.episode(), GONE), "the error budget burns no more");
    }

    @EventListener
    @Transactional
    public void on(ViolationWithdrawn event) {
        follow(Map.of(event.violation(), GONE), "the violation was withdrawn");
    }

    /** @param why the escalation is over, if nothing of it is left */
    private void follow(Map<UUID, Subjects.Now> changes, String why) {
        escalations.openWith(changes.keySet()).forEach((id, subjects) -> escalations
                .lock(id)
                .filter(escalation -> escalation.state().isOpen())
                .ifPresent(escalation -> {
                    Map<UUID, Subjects.Now> own = new HashMap<>(changes);
                    own.keySet().retainAll(subjects);
                    follow(escalation, own, why);
                }));
    }

    /** A clock that is late stays so, paused or stopped, until a correction says that it never was. */
    private static Subjects.Now now(ClockState state) {
        return switch (state) {
            case RUNNING -> new Subjects.Now(Subject.Going.RUNNING, false);
            case LATE -> new Subjects.Now(Subject.Going.RUNNING, true);
            case PAUSED -> new Subjects.Now(Subject.Going.PAUSED, false);
            case STOPPED_LATE -> new Subjects.Now(Subject.Going.STOPPED, true);
            case MET, CANCELLED -> GONE;
        };
    }

    private void follow(Escalation escalation, Map<UUID, Subjects.Now> changes, String why) {
        Instant now = time.now();
        boolean takesBack = subjects.takesBack(escalation.id(), changes);
        subjects.going(escalation.id(), changes);
        if (takesBack && !subjects.isLate(escalation.id())) {
            tiers.unreached(
                    escalation.id(), escalation.round(), policies.of(escalation).tiersOfBreaches());
        }
        // In a storm that goes on nobody counts all of them at each change.
        if (subjects.goesOn(escalation.id())) {
            thaw(escalation, now);
            return;
        }
        Subjects.Tally tally = subjects.tally(escalation.id());
        if (tally.isOver() && (tally.onlyClocks() || mayEndByItself(escalation))) {
            close.resolve(escalation, PersonId.SYSTEM, why, now);
            process.end(escalation.id());
            return;
        }
        if (!tally.isFrozen()) {
            thaw(escalation, now);
        } else if (tiers.frozenSince(escalation.id()).isEmpty()) {
            tiers.freeze(escalation.id(), now);
        }
    }

    private void thaw(Escalation escalation, Instant now) {
        if (tiers.frozenSince(escalation.id()).isPresent()) {
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
