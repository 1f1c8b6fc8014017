package io.surety.escalation;

import io.surety.agreement.document.EscalationPolicy.Channel;
import io.surety.escalation.Ladder.Step;
import io.surety.party.PersonId;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Does what is due in an escalation: tells tiers and repeats, lets an acknowledgement run out, closes what is too old.
 *
 * <p>Driven by {@code processes/escalation/breach-escalation.bpmn}. Whatever has come due by now, be it one tier or all
 * that a stop of the system missed, becomes one message to each receiver.
 */
@Service
public class ClimbLadder {

    /** What the process is to do after that. */
    public enum Next {
        /** Wait for the timer or for a change. */
        WAIT,
        /** Ask for an acknowledgement, and wait. */
        ASK,
        /** Ask for the resolution, and wait: it was acknowledged past its task. */
        ASK_RESOLUTION,
        /** Ask the owner how a lapsed escalation goes on. */
        LAPSED,
        /** Nothing: it is closed. */
        OVER
    }

    private final Escalations escalations;
    private final Policies policies;
    private final Tiers tiers;
    private final Subjects subjects;
    private final Chronicle chronicle;
    private final TellTier tell;
    private final TellPeople people;
    private final CloseEscalation close;
    private final TimeSource time;

    ClimbLadder(
            Escalations escalations,
            Policies policies,
            Tiers tiers,
            Subjects subjects,
            Chronicle chronicle,
            TellTier tell,
            TellPeople people,
            CloseEscalation close,
            TimeSource time) {
        this.escalations = escalations;
        this.policies = policies;
        this.tiers = tiers;
        this.subjects = subjects;
        this.chronicle = chronicle;
        this.tell = tell;
        this.people = people;
        this.close = close;
        this.time = time;
    }

    /** Does what is due; doing it twice does nothing more. */
    @Transactional
    public Next climb(EscalationId id) {
        Instant now = time.now();
        Escalation escalation =
                escalations.lock(id).orElseThrow(() -> new IllegalStateException("no escalation " + id));
        if (!escalation.state().isOpen()) {
            return escalation.state() == EscalationState.LAPSED ? Next.LAPSED : Next.OVER;
        }
        FrozenPolicy policy = policies.of(escalation);
        Digest digest = new Digest();
        List<Step> due = policies.ladder(escalation, policy).dueBy(now);
        if (due.stream().anyMatch(Step.Lapse.class::isInstance)) {
            close.lapse(escalation, now);
            return Next.LAPSED;
        }
        if (due.stream().anyMatch(Step.AcknowledgementOver.class::isInstance)
                && subjects.tally(id).isOver()) {
            return over(escalation, "it was over when the acknowledgement ran out", now);
        }
        while (!due.isEmpty()) {
            for (Step step : due) {
                escalation = take(escalation, policy, step, digest, now);
            }
            // a skipped tier makes the next one due at once, and so does an acknowledgement that ran out
            due = policies.ladder(escalation, policy).dueBy(now);
        }
        send(escalation, digest, now);
        boolean told = !chronicle.toldPeople(id).isEmpty();
        return told
                        && escalation.state() == EscalationState.OPEN
                        && subjects.tally(id).isOver()
                ? over(escalation, "it was over before anybody was told", now)
                : rest(escalation, policy, now);
    }

    /** Nothing of it is left, and nobody has it in hand; whoever was told hears of the end, and of what it was. */
    private Next over(Escalation escalation, String note, Instant now) {
        close.resolve(escalation, PersonId.SYSTEM, note, now);
        return Next.OVER;
    }

    private Escalation take(Escalation escalation, FrozenPolicy policy, Step step, Digest digest, Instant now) {
        if (step instanceof Step.AcknowledgementOver over) {
            return resume(escalation, policy, over, now);
        }
        if (step instanceof Step.Fire fire) {
            tell.fire(escalation, policy, fire, digest, now);
        } else if (step instanceof Step.Repeat repeat) {
            tell.repeat(escalation, policy, repeat, digest, now);
        } else {
            chronicle
                    .toldPeople(escalation.id())
                    .forEach(person -> digest.add(
                            person, Channel.MAIL, "escalation.joined", "d" + now.toEpochMilli(), "· " + step.dueAt()));
            subjects.told(escalation.id(), now);
        }
        return escalation;
    }

    private Escalation resume(Escalation escalation, FrozenPolicy policy, Step.AcknowledgementOver over, Instant now) {
        int acknowledged = escalation
                .acknowledgement()
                .map(Escalation.Acknowledgement::tier)
                .orElse(-1);
        Escalation resumed = escalation.resumed(
                new Escalation.Resume(Math.min(acknowledged + 1, policy.tiers().size()), over.dueAt()));
        escalations.save(resumed);
        chronicle.note(
                escalation.id(), now, "acknowledgement over", null, over.dueAt().toString());
        return resumed;
    }

    private void send(Escalation escalation, Digest digest, Instant now) {
        if (!digest.isEmpty()) {
            people.tell(escalation, digest.messages());
            subjects.told(escalation.id(), now);
        }
    }

    private Next rest(Escalation escalation, FrozenPolicy policy, Instant now) {
        Next next = nextTask(escalation);
        Escalation rested = next == Next.WAIT ? escalation : escalation.withTask();
        escalations.save(rested.dueAt(policies.nextDue(rested, policy, now)));
        return next;
    }

    private Next nextTask(Escalation escalation) {
        if (escalation.asked()) {
            return Next.WAIT;
        }
        if (escalation.state() == EscalationState.ACKNOWLEDGED) {
            return Next.ASK_RESOLUTION;
        }
        boolean somebodyKnows = tiers.of(escalation.id(), escalation.round()).stream()
                .anyMatch(t -> t.firedAt().isPresent() && !t.skipped());
        return somebodyKnows ? Next.ASK : Next.WAIT;
    }
}
