package io.surety.measurement;

import io.surety.measurement.reading.SharedDelivery;
import io.surety.party.PersonId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
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

    /** Deliveries that are alike, in the order in which they came. */
    private static final class Line {
        private final Queue<SharedDelivery<Measurement>> queue = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean storing = new AtomicBoolean();

        /** How many threads have something in it; changed only within the map of lines. */
        private int users;

        /** Only whoever stores takes, so what is looked at is what is polled. */
        void take(List<SharedDelivery<Measurement>> batch) {
            int records = 0;
            for (var next = queue.peek(); next != null; next = records < MOST_SHARED ? queue.peek() : null) {
                batch.add(next);
                queue.poll();
                next.take();
                records += next.size();
            }
        }

        /** Whoever waits stores next; it would sleep on if it came between the last look and the end of storing. */
        void release() {
            storing.set(false);
            SharedDelivery<Measurement> next = queue.peek();
            if (next != null) {
                next.wake();
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
            return storeInLine(
                    line,
                    new SharedDelivery<>(delivery.measurements()),
                    records -> store.apply(new Delivery(alike.source(), records, alike.tellPeople(), alike.by())));
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

    private static List<Outcome> storeInLine(
            Line line, SharedDelivery<Measurement> mine, Function<List<Measurement>, List<Outcome>> store) {
        line.queue.add(mine);
        return mine.await(() -> {
            if (!mine.isTaken() && line.storing.compareAndSet(false, true)) {
                storeThoseOf(line, store);
            } else {
                LockSupport.park(line);
            }
        });
    }

    /** Whatever happens, nobody waits on who was taken. */
    private static void storeThoseOf(Line line, Function<List<Measurement>, List<Outcome>> store) {
        var batch = new ArrayList<SharedDelivery<Measurement>>();
        try {
            takeAndStore(line, batch, store).run();
        } catch (RuntimeException | Error e) {
            batch.forEach(each -> each.failed(e));
        }
    }

    /** The next ones are stored before those are woken for whom this was. */
    private static Runnable takeAndStore(
            Line line, List<SharedDelivery<Measurement>> batch, Function<List<Measurement>, List<Outcome>> store) {
        try {
            line.take(batch);
            return batch.isEmpty() ? () -> {} : SharedDelivery.store(batch, store);
        } finally {
            line.release();
        }
    }
}
