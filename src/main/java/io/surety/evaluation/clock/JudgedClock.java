package io.surety.evaluation.clock;

import io.surety.agreement.VersionRef;
import io.surety.calendar.Due;
import io.surety.evaluation.ClockId;
import io.surety.evaluation.ClockState;
import io.surety.evaluation.ClockView;
import io.surety.evaluation.ClockView.Decision;
import io.surety.evaluation.ledger.TimeEntry;
import io.surety.evaluation.ledger.TimeLabel;
import io.surety.evaluation.ledger.TimeLedger;
import io.surety.measurement.ItemRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A clock, as its item's history and the versions in force say at an instant.
 *
 * @param startedAt the original event
 * @param matchedAt when the item came to this target
 * @param stoppedAt when it stopped, was cancelled, or ended
 * @param due empty if its calendar never opens for long enough; of a paused clock as if it went on now
 * @param decision once it is decided
 * @param notCounted why it counts in no verdict
 * @param uncertain measurements of its item contradict each other
 * @param bornLate it was late already when the item came to this target
 * @param marks that can be reached without anything else happening, or have been, in order
 * @param priority the item's attribute of this name when the clock was decided or stopped, or now; empty if it has none
 * @param lost targets and agreements that match too
 * @param assignee on whose calendar it runs, or would if she had one; empty where the calendar is the document's
 * @param ledger from the start to the stop, or to the instant of judging
 */
public record JudgedClock(
        ClockId id,
        ItemRef item,
        VersionRef version,
        String term,
        String target,
        String service,
        String obligated,
        ClockState state,
        Instant startedAt,
        Instant matchedAt,
        Optional<Instant> stoppedAt,
        Optional<Instant> pausedSince,
        Optional<Due> due,
        Optional<Decision> decision,
        Optional<String> notCounted,
        boolean uncertain,
        boolean bornLate,
        List<DueMark> marks,
        String priority,
        List<String> lost,
        Optional<String> assignee,
        TimeLedger ledger) {

    /** What verdicts ask of it: its ledger and marks are let go, and a paused clock has no deadline. */
    public ClockView view() {
        boolean paused = state == ClockState.PAUSED;
        return new ClockView(
                id,
                item,
                version,
                term,
                target,
                service,
                obligated,
                state,
                startedAt,
                matchedAt,
                stoppedAt,
                pausedSince,
                due.filter(d -> !paused).map(Due::deadline),
                due.filter(d -> !paused).map(Due::breach),
                decision,
                notCounted,
                uncertain,
                bornLate,
                elapsedMillis(),
                due.map(Due::openMillis).orElse(0L),
                List.of(),
                List.of(),
                lost,
                assignee);
    }

    /** The open, unpaused time that had passed when it first waited, in milliseconds; empty if it never did. */
    public Optional<Long> waitedAtMillis() {
        long open = 0;
        for (TimeEntry entry : ledger.entries()) {
            switch (entry.mark().label()) {
                case PAUSED -> {
                    return Optional.of(open);
                }
                case GOOD, BAD -> open += entry.millis();
                default -> {}
            }
        }
        return Optional.empty();
    }

    /** Open, unpaused time, in milliseconds. */
    public long elapsedMillis() {
        return ledger.millis(TimeLabel.GOOD) + ledger.millis(TimeLabel.BAD);
    }
}
