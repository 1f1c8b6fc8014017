package io.surety.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A closed loop: each client does the next thing when the last one is answered. The same loop drives our path and its
 * peer.
 *
 * @param perSecond what all clients did together
 * @param nanos how long each took, ascending
 */
public record Load(double perSecond, long[] nanos) {

    private static final double WARM_UP = 0.25;

    /** What a client does again and again. It is closed at the end. */
    public interface Client extends AutoCloseable {

        void once() throws Exception;

        @Override
        default void close() throws Exception {}
    }

    /** Runs for a quarter of the time to warm up, and then for the time. */
    public static Load run(int clients, Duration time, Callable<? extends Client> client) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        CountDownLatch ready = new CountDownLatch(clients);
        try {
            List<Future<long[]>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                running.add(threads.submit(() -> loop(client, time, ready)));
            }
            List<long[]> done = new ArrayList<>();
            for (Future<long[]> one : running) {
                done.add(one.get());
            }
            long[] all = done.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            return new Load(all.length / (time.toNanos() / 1e9), all);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a client failed: " + e.getCause(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Several runs as one: how many a second over all of their time, which has to be the same for each. */
    static Load together(List<Load> runs) {
        return new Load(
                runs.stream().mapToDouble(Load::perSecond).average().orElse(Double.NaN),
                runs.stream()
                        .flatMapToLong(run -> Arrays.stream(run.nanos))
                        .sorted()
                        .toArray());
    }

    double longestMillis() {
        return percentileMillis(1);
    }

    /** How long the given share of the calls took at most (nearest rank), in milliseconds; 0.99 is p99. */
    public double percentileMillis(double share) {
        return nanos.length == 0 ? Double.NaN : nanos[Math.max(0, (int) Math.ceil(share * nanos.length) - 1)] / 1e6;
    }

    private static long[] loop(Callable<? extends Client> making, Duration time, CountDownLatch ready)
            throws Exception {
        long[] took = new long[1024];
        int count = 0;
        try (Client client = making.call()) {
            ready.countDown();
            ready.await();
            long start = System.nanoTime() + (long) (time.toNanos() * WARM_UP);
            long end = start + time.toNanos();
            for (long before = System.nanoTime(); before < end; ) {
                client.once();
                long after = System.nanoTime();
                if (before >= start) {
                    took = count == took.length ? Arrays.copyOf(took, 2 * count) : took;
                    took[count++] = after - before;
                }
                before = after;
            }
        } catch (Exception | Error e) {
            while (ready.getCount() > 0) {
                ready.countDown();
            }
            throw e;
        }
        return Arrays.copyOf(took, count);
    }
}
