package io.surety.evaluation;

import io.surety.agreement.VersionRef;
import io.surety.measurement.ItemRef;
import io.surety.shared.Diagnostic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A clock, as it was last judged.
 *
 * @param target id of the target in the term
 * @param service the term's service
 * @param obligated id of the party that owes the term
 * @param startedAt the original event, even if the item came to this target later
 * @param matchedAt when the item came to this target; {@code startedAt} or later
 * @param stoppedAt when it stopped, was cancelled, or ended without meeting anything
 * @param pausedSince present iff it is paused
 * @param deadlineAt the earliest instant at which the target is used up; empty while it is paused
 * @param breachAt it is late only after this instant; empty while it is paused
 * @param decision how it was decided, once
 * @param notCounted why it counts in no verdict, such as {@code reclassified}, {@code merged} or {@code ended}
 * @param uncertain some of its item's measurements contradict each other: it counts as unknown
 * @param retroactive it went late before it was known to exist, or before what reveals it was received
 * @param elapsedMillis open, unpaused time from the start to the stop, or to when its item was last judged; of a clock
 *     that time alone made late all of its target
 * @param targetMillis open time from the start to the deadline: percentages are shares of it
 * @param marks what it has reached, in the order of the instants
 * @param diagnostics what was odd about its item's events
 * @param lost targets and agreements that matched too and lost, with the reason
 * @param assignee to whom the item was assigned at the start, where the target's calendar is that person's
 */
public record ClockView(
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
        Optional<Instant> deadlineAt,
        Optional<Instant> breachAt,
        Optional<Decision> decision,
        Optional<String> notCounted,
        boolean uncertain,
        boolean retroactive,
        long elapsedMillis,
        long targetMillis,
        List<ReachedMark> marks,
        List<Diagnostic> diagnostics,
        List<String> lost,
        Optional<String> assignee) {

    public boolean paused() {
        return state == ClockState.PAUSED;
    }

    /** Whether it still runs or waits, late or not. */
    public boolean open() {
        return state == ClockState.RUNNING || state == ClockState.PAUSED || state == ClockState.LATE;
    }

    /** @param at the stop that met the target, or the breach instant */
    public record Decision(boolean met, Instant at) {}

    /**
     * @param at the true instant
     * @param foundAt when it was found
     */
    public record ReachedMark(ClockMark mark, Instant at, Instant foundAt, boolean retroactive) {}
}
