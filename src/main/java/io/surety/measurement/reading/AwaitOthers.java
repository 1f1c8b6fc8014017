package io.surety.measurement.reading;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.springframework.stereotype.Component;

/**
 * Says how long a delivery waits for another one before it is written, so that both share a commit. It expects those that
 * were on their way together a moment ago, because each of them comes back with its next delivery when it is answered.
 * Whoever is alone never waits, and an expectation that was wrong is given up for twice as many writes each time.
 */
@Component
class AwaitOthers {

    /** With more, both processors idle while one commit waits for the disk; two gather while two are written. */
    private static final int ENOUGH = 2;

    private static final long LONGEST = TimeUnit.MICROSECONDS.toNanos(500);
    private static final int MOST_FAILURES = 6;

    /** The share of one write in the mean of their times. */
    private static final int MEAN_OF = 8;

    private final LongSupplier nanos;
    private int together = 1;
    private long writing;
    private int failures;
    private int writesWithoutWaiting;

    AwaitOthers() {
        this(System::nanoTime);
    }

    /** @param nanos a clock that only counts */
    AwaitOthers(LongSupplier nanos) {
        this.nanos = nanos;
    }

    long now() {
        return nanos.getAsLong();
    }

    /**
     * How many nanoseconds more it is worth to wait: at most as long as a write takes lately, and half a millisecond.
     *
     * @param queued how many wait to be written, with this one
     * @param beingWritten how many are written at present
     * @param cameAt when this one came, as {@link #now} told it
     * @return 0 if it is to be written now
     */
    synchronized long patience(int queued, int beingWritten, long cameAt) {
        return queued >= wanted(beingWritten) ? 0 : Math.max(0, Math.min(writing, LONGEST) - (now() - cameAt));
    }

    /**
     * A write begins.
     *
     * @param deliveries how many it writes
     * @param beside how many are being written already
     */
    synchronized void begins(int deliveries, int beside) {
        int wanted = wanted(beside);
        if (writesWithoutWaiting > 0) {
            writesWithoutWaiting--;
        } else if (deliveries < wanted) {
            failures = Math.min(MOST_FAILURES, failures + 1);
            writesWithoutWaiting = (1 << failures) - 1;
        } else if (wanted > 1) {
            failures = 0;
        }
    }

    /**
     * A write ended.
     *
     * @param there how many are there at this moment: those that were just written, those beside them, and those that wait
     * @param took how long it took, in nanoseconds
     */
    synchronized void ended(int there, long took) {
        together = there;
        writing += (took - writing) / MEAN_OF;
    }

    private int wanted(int beingWritten) {
        return writesWithoutWaiting > 0 ? 1 : Math.min(ENOUGH, together - beingWritten);
    }
}
