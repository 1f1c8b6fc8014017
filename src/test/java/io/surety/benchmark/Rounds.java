package io.surety.benchmark;

import java.util.Arrays;
import java.util.concurrent.Callable;

/**
 * Ours and a peer by turns, so that whatever else the machine does meets both.
 *
 * @param ours the median of our rounds
 * @param peer the median of the peer's
 */
public record Rounds(double ours, double peer) {

    /** Ours, peer, ours, peer, …: as many rounds of each, an odd number. */
    public static Rounds of(int rounds, Callable<Double> ours, Callable<Double> peer) throws Exception {
        double[] a = new double[rounds];
        double[] b = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            a[i] = ours.call();
            b[i] = peer.call();
        }
        return new Rounds(median(a), median(b));
    }

    /** How long something takes, in milliseconds. */
    public static double millis(Callable<?> work) throws Exception {
        long start = System.nanoTime();
        Object unused = work.call();
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
