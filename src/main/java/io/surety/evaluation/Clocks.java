package io.surety.evaluation;

import io.surety.agreement.VersionRef;
import io.surety.measurement.ItemRef;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The clocks, as they were last judged. */
public interface Clocks {

    Optional<ClockView> find(ClockId id);

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

    /** The clocks of a version's term that were decided in the span, by instant of decision, then by id. */
    List<ClockView> decided(VersionRef version, String term, Interval span);

    /**
     * A clock that is still open.
     *
     * @param due the deadline; of a paused clock the projected one, if it went on now
     * @param remainingMillis open time from now to {@code due}
     */
    record OpenClock(ClockView clock, Instant due, long remainingMillis) {}
}
