package io.surety.measurement;

import io.surety.measurement.reading.StoreFailure;
import io.surety.party.PersonId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Lets small deliveries of records that come at the same time share a transaction. Those of one source would wait for each
 * other anyway, under its lock; so one of their threads stores all that wait, in the order in which they came, and what
 * they change is judged once. A delivery that comes alone waits for nobody.
 */
@Component
class ShareTransactions {

    /** A delivery of this many records or more is worth a transaction of its own. */
    private static final int LARGE = 100;

    private static final int MOST_SHARED = 500;

    /** What deliveries have in common that can be stored as one. */
    private record Alike(String source, boolean tellPeople, PersonId by) {}

    /** One delivery and the thread that waits for it. */
    private static final class Waiting {
        private final List<Measurement> records;
        private final Thread thread = Thread.currentThread();
        private final CompletableFuture<List<Outcome>> outcomes = new CompletableFuture<>();
        /** By a thread that stores for all. */
        private volatile boolean taken;

        Waiting(List<Measurement> records) {
            this.records = records;
        }

        void done(List<Outcome> result) {
            outcomes.complete(result);
            LockSupport.unpark(thread);
        }

        void failed(Throwable reason) {
            outcomes.completeExceptionally(reason);
            LockSupport.unpark(thread);
        }

        /** @throws RuntimeException or Error that storing it threw */
        List<Outcome> get() {
            try {
                return outcomes.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }
    }

    /** Deliveries that are alike, in the order in which they came. */
    private static final class Line {
        private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean storing = new AtomicBoolean();

        /** How many threads have something in it; changed only within the map of lines. */
        private int users;

        /** Only whoever stores takes, so what is looked at is what is polled. */
        void take(List<Waiting> batch) {
            int records = 0;
            for (Waiting next = queue.peek(); next != null; next = records < MOST_SHARED ? queue.peek() : null) {
                batch.add(next);
                queue.poll();
                next.taken = true;
                records += next.records.size();
            }
        }

        /** Whoever waits stores next; it would sleep on if it came between the last look and the end of storing. */
        void release() {
            storing.set(false);
            Waiting next = queue.peek();
            if (next != null) {
                LockSupport.unpark(next.thread);
            }
        }
    }

    private final Map<Alike, Line> lines = new ConcurrentHashMap<>();

    /**
     * Stores records, alone or with those of others, and returns when they are committed. Within a transaction they are
     * stored in it, and alone.
     *
     * @param store stores a delivery in a transaction, and commits it
     * @return an outcome for each, in order
     */
    List<Outcome> store(Delivery delivery, Function<Delivery, List<Outcome>> store) {
        if (delivery.measurements().size() >= LARGE || TransactionSynchronizationManager.isActualTransactionActive()) {
            return store.apply(delivery);
        }
        Alike alike = new Alike(delivery.source(), delivery.tellPeople(), delivery.by());
        Line line = enter(alike);
        try {
            return storeInLine(line, alike, new Waiting(delivery.measurements()), store);
        } finally {
            leave(alike);
        }
    }

    private Line enter(Alike alike) {
        return Objects.requireNonNull(lines.compute(alike, (a, known) -> {
            Line line = known == null ? new Line() : known;
            line.users++;
            return line;
        }));
    }

    /** The last one takes the line away; names for which nothing is ever stored would gather otherwise. */
    private void leave(Alike alike) {
        lines.computeIfPresent(alike, (a, line) -> --line.users == 0 ? null : line);
    }

    /** An interrupt is told when it is stored: it may be under way already, and parking would not wait. */
    private static List<Outcome> storeInLine(
            Line line, Alike alike, Waiting mine, Function<Delivery, List<Outcome>> store) {
        boolean interrupted = false;
        line.queue.add(mine);
        try {
            while (!mine.outcomes.isDone()) {
                interrupted |= Thread.interrupted();
                if (!mine.taken && line.storing.compareAndSet(false, true)) {
                    storeThoseOf(line, alike, store);
                } else {
                    LockSupport.park(line);
                }
            }
            return mine.get();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whatever happens, nobody waits on who was taken. */
    private static void storeThoseOf(Line line, Alike alike, Function<Delivery, List<Outcome>> store) {
        var batch = new ArrayList<Waiting>();
        try {
            takeAndStore(line, batch, alike, store).run();
        } catch (RuntimeException | Error e) {
            batch.forEach(each -> each.failed(e));
        }
    }

    /** The next ones are stored before those are woken for whom this was. */
    private static Runnable takeAndStore(
            Line line, List<Waiting> batch, Alike alike, Function<Delivery, List<Outcome>> store) {
        try {
            line.take(batch);
            return batch.isEmpty() ? () -> {} : storeTogether(batch, alike, store);
        } finally {
            line.release();
        }
    }

    /** @return what tells those whose records are stored now; what one of them brought does not hinder the others */
    private static Runnable storeTogether(List<Waiting> batch, Alike alike, Function<Delivery, List<Outcome>> store) {
        try {
            List<Outcome> outcomes = store.apply(delivery(
                    alike, batch.stream().flatMap(each -> each.records.stream()).toList()));
            return () -> tell(batch, outcomes);
        } catch (RuntimeException e) {
            if (batch.size() == 1 || StoreFailure.hindersAll(e)) {
                throw e;
            }
            batch.forEach(each -> storeAlone(each, alike, store));
            return () -> {};
        }
    }

    private static void storeAlone(Waiting one, Alike alike, Function<Delivery, List<Outcome>> store) {
        try {
            one.done(store.apply(delivery(alike, one.records)));
        } catch (RuntimeException e) {
            if (StoreFailure.hindersAll(e)) {
                throw e;
            }
            one.failed(e);
        }
    }

    private static Delivery delivery(Alike alike, List<Measurement> records) {
        return new Delivery(alike.source(), records, alike.tellPeople(), alike.by());
    }

    private static void tell(List<Waiting> batch, List<Outcome> outcomes) {
        int from = 0;
        for (Waiting each : batch) {
            each.done(outcomes.subList(from, from + each.records.size()));
            from += each.records.size();
        }
    }
}
