package io.surety.measurement.reading;

import io.surety.measurement.Outcome;
import io.surety.shared.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lets small deliveries that come at the same time share a commit. One of their threads writes for all that wait, and a
 * second one for those that come meanwhile. A delivery that comes alone waits for nobody; one of several waits for a
 * moment, so that two are written at once ({@link AwaitOthers}). Large ones are written on their own.
 */
@Component
class ShareCommits {

    /** A delivery of this many readings or more is worth a commit of its own. */
    private static final int LARGE = 100;

    private static final int MOST_SHARED = 1000;

    /** While a small commit waits for the disk the next one is written; while a large one does, more gather. */
    private static final int AT_ONCE = 2;

    private static final int SMALL = 2;

    /** One delivery and the thread that waits for it. */
    private static final class Waiting {
        private final List<Reading> readings;
        private final long cameAt;
        private final Thread thread = Thread.currentThread();
        /** By a thread that writes for all. */
        private volatile boolean taken;

        private volatile @Nullable List<Outcome> outcomes;
        private volatile @Nullable Throwable failure;

        Waiting(List<Reading> readings, long cameAt) {
            this.readings = readings;
            this.cameAt = cameAt;
        }

        boolean isDone() {
            return outcomes != null || failure != null;
        }

        void done(List<Outcome> result) {
            outcomes = result;
            LockSupport.unpark(thread);
        }

        /** Unless it has its answer already. */
        void failed(Throwable reason) {
            if (!isDone()) {
                failure = reason;
            }
            LockSupport.unpark(thread);
        }

        /** @throws RuntimeException or Error that storing it threw */
        List<Outcome> get() {
            Throwable reason = failure;
            if (reason instanceof Error error) {
                throw error;
            }
            if (reason != null) {
                throw reason instanceof RuntimeException cause ? cause : new IllegalStateException(reason);
            }
            return Objects.requireNonNull(outcomes);
        }
    }

    private final WriteReadings write;
    private final AwaitOthers others;
    private final int mostWaiting;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger queued = new AtomicInteger();
    private final Semaphore writers = new Semaphore(AT_ONCE);
    private final AtomicInteger beingWritten = new AtomicInteger();

    ShareCommits(WriteReadings write, AwaitOthers others, ReadingSettings settings) {
        this.write = write;
        this.others = others;
        this.mostWaiting = settings.mostWaiting();
    }

    /**
     * Stores readings, and returns when they are committed.
     *
     * @return an outcome for each, in order
     * @throws Refusal {@code over-capacity} if too many wait already; nothing of it is stored
     */
    List<Outcome> write(List<Reading> readings) {
        if (readings.size() >= LARGE) {
            return write.write(readings);
        }
        if (waiting.incrementAndGet() > mostWaiting) {
            waiting.decrementAndGet();
            throw Refusal.overCapacity("too many deliveries wait to be stored");
        }
        try {
            return writeTogether(new Waiting(readings, others.now()));
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** An interrupt is told when it is stored: it may be under way already, and parking would not wait. */
    private List<Outcome> writeTogether(Waiting mine) {
        boolean interrupted = false;
        queued.incrementAndGet();
        queue.add(mine);
        try {
            while (!mine.isDone()) {
                interrupted |= Thread.interrupted();
                writeOrWait(mine);
            }
            return mine.get();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void writeOrWait(Waiting mine) {
        long patience = mine.taken ? 0 : others.patience(queued.get(), beingWritten.get(), mine.cameAt);
        if (patience > 0) {
            // Whoever comes as the last one that is awaited writes for both.
            LockSupport.parkNanos(this, patience);
        } else if (!mine.taken && mayWrite()) {
            writeBatch();
        } else {
            LockSupport.park(this);
        }
    }

    /** Whoever finds nobody writing always may, and each writer wakes the next one at its end. */
    private boolean mayWrite() {
        boolean somebodyWrites = writers.availablePermits() < AT_ONCE;
        return !(somebodyWrites && beingWritten.get() > SMALL) && writers.tryAcquire();
    }

    /** Whoever waits writes next; it would sleep on if it came between the last look and the end of writing. */
    private void wakeNext() {
        Waiting next = queue.peek();
        if (next != null) {
            LockSupport.unpark(next.thread);
        }
    }

    /** Whatever happens, nobody waits on who was taken. */
    private void writeBatch() {
        var batch = new ArrayList<Waiting>();
        try {
            takeAndStore(batch).run();
        } catch (RuntimeException | Error e) {
            batch.forEach(each -> each.failed(e));
        }
    }

    /** Others write on before those are woken for whom this was written. */
    private Runnable takeAndStore(List<Waiting> batch) {
        int taken = 0;
        try {
            take(batch);
            taken = batch.size();
            int beside = beingWritten.getAndAdd(taken);
            return batch.isEmpty() ? () -> {} : storeAndLearn(batch, beside);
        } finally {
            beingWritten.addAndGet(-taken);
            writers.release();
            wakeNext();
        }
    }

    private Runnable storeAndLearn(List<Waiting> batch, int beside) {
        others.begins(batch.size(), beside);
        long start = others.now();
        try {
            return store(batch);
        } finally {
            others.ended(beingWritten.get() + queued.get(), others.now() - start);
        }
    }

    private void take(List<Waiting> batch) {
        int readings = 0;
        for (Waiting next = queue.poll(); next != null; next = readings < MOST_SHARED ? queue.poll() : null) {
            next.taken = true;
            queued.decrementAndGet();
            batch.add(next);
            readings += next.readings.size();
        }
    }

    /** @return what tells those whose readings are stored now */
    private Runnable store(List<Waiting> batch) {
        try {
            List<Reading> readings =
                    batch.stream().flatMap(each -> each.readings.stream()).toList();
            List<Outcome> outcomes = write.write(readings);
            return () -> tell(batch, outcomes);
        } catch (RuntimeException e) {
            if (batch.size() == 1 || StoreFailure.hindersAll(e)) {
                throw e;
            }
            batch.forEach(this::writeAlone);
            return () -> {};
        }
    }

    private static void tell(List<Waiting> batch, List<Outcome> outcomes) {
        int from = 0;
        for (Waiting each : batch) {
            each.done(outcomes.subList(from, from + each.readings.size()));
            from += each.readings.size();
        }
    }

    /** What one of them brought does not hinder the others. */
    private void writeAlone(Waiting one) {
        try {
            one.done(write.write(one.readings));
        } catch (RuntimeException e) {
            if (StoreFailure.hindersAll(e)) {
                throw e;
            }
            one.failed(e);
        }
    }
}
