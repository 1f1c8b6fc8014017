package io.surety.evaluation.clock;

import io.surety.agreement.document.Measure.Trigger;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a start to the last stop that counts: the clocks in it differ in their target only. */
final class Run {

    final int number;
    final Instant start;
    final Standstill standstill;
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

    private int counted;

    Run(int number, Instant start, Standstill standstill) {
        this.number = number;
        this.start = start;
        this.standstill = standstill;
    }

    /** Counts an instant that a trigger speaks of. */
    boolean reaches(int count) {
        counted++;
        return counted == count;
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
        counted = 0;
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
