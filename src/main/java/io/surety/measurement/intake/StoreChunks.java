package io.surety.measurement.intake;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Stores chunks of an input while the next ones are read. Where all its threads are busy, whoever reads stores the chunk
 * itself, so what waits is bounded by the number of requests.
 */
@Component
class StoreChunks implements DisposableBean {

    private static final int THREADS = 4;

    private final AtomicInteger count = new AtomicInteger();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(THREADS),
            work -> new Thread(work, "measurements-" + count.incrementAndGet()),
            new ThreadPoolExecutor.CallerRunsPolicy());

    StoreChunks() {
        threads.allowCoreThreadTimeOut(true);
    }

    void execute(Runnable chunk) {
        threads.execute(chunk);
    }

    @Override
    public void destroy() {
        threads.shutdown();
    }
}
