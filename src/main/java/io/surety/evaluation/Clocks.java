package io.surety.evaluation;

import io.surety.agreement.VersionRef;
import io.surety.evaluation.ledger.TimeLedger;
import io.surety.measurement.ItemRef;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The clocks, as they were last judged. */
public interface Clocks {

    Optional<ClockView> find(ClockId id);

    /**
     * The ledger of a clock, from its start to its stop, or to the present while it runs: judged anew from what is known
     * now.
     *
     * @return empty if there is no such clock, or if it no longer applies
     */
    Optional<TimeLedger> ledger(ClockId id);

    /**
     * The same as known then, judged anew from what had been received and activated by then.
     *
     * @return empty if there was no such clock then
     */
    Optional<ClockLedger> ledger(ClockId id, Instant asOf);

    /**
     * The ledger of a clock with what it rests on.
     *
     * @param asOf the instant at which it is looked at, and by which its inputs had been received
     * @param events how many of the item's events count
     * @param lastReceivedAt when the last of them was received
     */
    record ClockLedger(TimeLedger ledger, Instant asOf, int events, Instant lastReceivedAt) {}

    /** All clocks of an item, decided and cancelled ones too, by start, then by id. */
    List<ClockView> of(ItemRef item);

    /**
     * Running and paused clocks that are not late yet, by the open time that remains to them.
     *
     * @param agreements names of the agreements whose clocks are wanted
     * @param dueBefore only those that are due before this instant if nothing happens; a paused clock as if it went on
     *     at {@code now}
     * @param limit at most so many
     */
    List<OpenClock> atRisk(List<String> agreements, Instant now, Instant dueBefore, int limit);

    /**
     * The clocks that a verdict on a version's term in the span is made of: those decided, cancelled or ended in it, and
     * those started in {@code started}; by start, then by id.
     */
    List<ClockView> inputs(VersionRef version, String term, Interval span, Interval started);

    /** How many items of a source come under no agreement. */
    long countUnmatched(String source);

    /** They themselves, in the order of their keys, from after a key on. */
    List<UnmatchedItem> unmatched(String source, String afterKey, int limit);

    /** An item that comes under no agreement, with what it says of itself; empty where it says nothing. */
    record UnmatchedItem(ItemRef item, String service, String customer) {}

    /**
     * A clock that is still open.
     *
     * @param due the deadline; of a paused clock the projected one, if it went on now
     * @param remainingMillis open time from now to {@code due}
     */
    record OpenClock(ClockView clock, Instant due, long remainingMillis) {}
}
