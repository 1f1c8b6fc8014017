package io.surety.measurement.reading;

import io.surety.measurement.Outcome;
import io.surety.shared.StoreFailure;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * A small delivery that is stored together with others, and the thread that waits for it: one of these threads stores for
 * all.
 *
 * @param <T> what it brings
 */
public final class SharedDelivery<T> {

    private final List<T> content;
    private final Thread thread = Thread.currentThread();
    private final CompletableFuture<List<Outcome>> outcomes = new CompletableFuture<>();
    private volatile boolean taken;

    /** Of the thread that makes it. */
    public SharedDelivery(List<T> content) {
        this.content = content;
    }

    public int size() {
        return content.size();
    }

    /** Whether some thread stores it, or has stored it. */
    public boolean isTaken() {
        return taken;
    }

    public void take() {
        taken = true;
    }

    /** Lets its thread look again whether it is to store. */
    public void wake() {
        LockSupport.unpark(thread);
    }

    /** Unless it has its answer already. */
    public void failed(Throwable reason) {
        outcomes.completeExceptionally(reason);
        wake();
    }

    private void done(List<Outcome> result) {
        outcomes.complete(result);
        wake();
    }

    /**
     * Waits until it is stored. An interrupt is told then: it may be under way already, and parking would not wait.
     *
     * @param storeOrPark what the thread does again and again meanwhile
     * @return an outcome for each, in order
     * @throws RuntimeException or Error that storing it threw
     */
    public List<Outcome> await(Runnable storeOrPark) {
        boolean interrupted = false;
        try {
            while (!outcomes.isDone()) {
                interrupted |= Thread.interrupted();
                storeOrPark.run();
            }
            return get();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private List<Outcome> get() {
        try {
            return outcomes.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /**
     * Stores a batch; where that fails, each by itself, because what one brings does not hinder the others.
     *
     * @param store stores and commits
     * @return what tells those whose content is stored now
     * @throws RuntimeException that keeps all of them from being stored
     */
    public static <T> Runnable store(List<SharedDelivery<T>> batch, Function<List<T>, List<Outcome>> store) {
        try {
            List<Outcome> outcomes = store.apply(
                    batch.stream().flatMap(each -> each.content.stream()).toList());
            return () -> tell(batch, outcomes);
        } catch (RuntimeException e) {
            if (batch.size() == 1 || StoreFailure.hindersAll(e)) {
                throw e;
            }
            batch.forEach(each -> each.storeAlone(store));
            return () -> {};
        }
    }

    private void storeAlone(Function<List<T>, List<Outcome>> store) {
        try {
            done(store.apply(content));
        } catch (RuntimeException e) {
            if (StoreFailure.hindersAll(e)) {
                throw e;
            }
            failed(e);
        }
    }

    private static <T> void tell(List<SharedDelivery<T>> batch, List<Outcome> outcomes) {
        int from = 0;
        for (SharedDelivery<T> each : batch) {
            each.done(outcomes.subList(from, from + each.size()));
            from += each.size();
        }
    }
}
