package io.surety.evaluation.clock;

import io.surety.agreement.document.Measure.Trigger;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From a start to the last stop that counts: the clocks in it differ in their target only. */
final class Run {

    final int number;
    final Instant start;
    final Standstill standstill;
    /** To whom the item was assigned at the start. */
    final Optional<String> assignee;

    final List<Draft> drafts = new ArrayList<>();

    @Nullable
    Draft current;

    @Nullable
    Instant stop;
    /** The trigger that made it stop. */
    @Nullable
    Trigger stoppedBy;
    /** It stopped at an end that meets nothing. */
    boolean ended;

    private int stops;
    private int ends;

    Run(int number, Instant start, Optional<String> assignee, Standstill standstill) {
        this.number = number;
        this.start = start;
        this.assignee = assignee;
        this.standstill = standstill;
    }

    /** Counts an instant that the stop speaks of, and says whether it is the {@code count}-th. */
    boolean reachesStop(int count) {
        stops++;
        return stops == count;
    }

    /** The same of the end that meets nothing. */
    boolean reachesEnd(int count) {
        ends++;
        return ends == count;
    }

    void stop(Instant at, Trigger by) {
        settle(at);
        stop = at;
        stoppedBy = by;
        ended = false;
    }

    void end(Instant at, Trigger by) {
        stop(at, by);
        ended = true;
    }

    /** Goes on; what was stopped before was not. A breach that had happened stands. */
    void goOn(Instant at, String event) {
        if (stop != null && at.isAfter(stop)) {
            standstill.stopped(new Interval(stop, at), event);
        }
        stop = null;
        stoppedBy = null;
        ended = false;
        stops = 0;
        ends = 0;
    }

    void settle(Instant at) {
        if (current != null) {
            current.settle(start, standstill, stop == null ? at : stop);
        }
    }

    /** Whether the current clock is late, or has stopped: another target no longer changes it. */
    boolean decided() {
        return current != null && (current.late != null || stop != null);
    }
}
