package io.surety.measurement.reading;

import io.surety.measurement.Outcome;
import io.surety.shared.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
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

    private final WriteReadings write;
    private final AwaitOthers others;
    private final int mostWaiting;
    private final Queue<SharedDelivery<Reading>> queue = new ConcurrentLinkedQueue<>();
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
            return writeTogether(new SharedDelivery<>(readings));
        } finally {
            waiting.decrementAndGet();
        }
    }

    private List<Outcome> writeTogether(SharedDelivery<Reading> mine) {
        long cameAt = others.now();
        queue.add(mine);
        // Afterwards, so that whoever counts two finds both.
        queued.incrementAndGet();
        return mine.await(() -> writeOrWait(mine, cameAt));
    }

    private void writeOrWait(SharedDelivery<Reading> mine, long cameAt) {
        long patience = mine.isTaken() ? 0 : others.patience(queued.get(), beingWritten.get(), cameAt);
        if (patience > 0) {
            // Whoever comes as the last one that is awaited writes for both.
            LockSupport.parkNanos(this, patience);
        } else if (!mine.isTaken() && mayWrite()) {
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
        SharedDelivery<Reading> next = queue.peek();
        if (next != null) {
            next.wake();
        }
    }

    /** Whatever happens, nobody waits on who was taken. */
    private void writeBatch() {
        var batch = new ArrayList<SharedDelivery<Reading>>();
        try {
            takeAndStore(batch).run();
        } catch (RuntimeException | Error e) {
            batch.forEach(each -> each.failed(e));
        }
    }

    /** Others write on before those are woken for whom this was written. */
    private Runnable takeAndStore(List<SharedDelivery<Reading>> batch) {
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

    private Runnable storeAndLearn(List<SharedDelivery<Reading>> batch, int beside) {
        others.begins(batch.size(), beside);
        long start = others.now();
        try {
            return SharedDelivery.store(batch, write::write);
        } finally {
            others.ended(beingWritten.get() + queued.get(), others.now() - start);
        }
    }

    private void take(List<SharedDelivery<Reading>> batch) {
        int readings = 0;
        for (var next = queue.poll(); next != null; next = readings < MOST_SHARED ? queue.poll() : null) {
            next.take();
            queued.decrementAndGet();
            batch.add(next);
            readings += next.size();
        }
    }
}
