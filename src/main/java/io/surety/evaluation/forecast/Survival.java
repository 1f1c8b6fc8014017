package io.surety.evaluation.forecast;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.Predicate;

/**
 * How long clocks stay open, in shares of their targets, by the estimator of Kaplan and Meier (J. Am. Stat. Assoc. 53, 1958):
 * those that are still open count for as long as they were seen, and those that went late up to there. Without the open ones
 * a young desk, or a storm, would look punctual: what meets its target is known sooner than what goes late.
 */
final class Survival {

    /** For how long each was seen, ascending. */
    private final double[] seen;
    /** For how long those were seen that met their target or went late, ascending. */
    private final double[] finished;
    /** When targets were met, ascending. */
    private final double[] met;

    /**
     * A stretch of a clock's life.
     *
     * @param length for how long it was seen, in shares of the target
     */
    record Stretch(double length, Course.Outcome outcome) {}

    Survival(Collection<Stretch> stretches) {
        seen = lengths(stretches, s -> true);
        finished = lengths(stretches, s -> s.outcome() != Course.Outcome.OPEN);
        met = lengths(stretches, s -> s.outcome() == Course.Outcome.MET);
    }

    /** How many that have finished were open for longer than this. */
    int finishedAfter(double length) {
        return finished.length - firstAfter(finished, length);
    }

    /**
     * The estimated share that is still open at the horizon, of those that are open for longer than {@code length}. Beyond
     * what was seen of anybody nothing is known, and one half is taken.
     */
    double lastingAfter(double length, double horizon) {
        double lasting = 1;
        int next = firstAfter(met, length);
        while (next < met.length && met[next] <= horizon) {
            int after = firstAfter(met, met[next]);
            int atRisk = seen.length - firstNotBefore(seen, met[next]);
            lasting *= 1 - (double) (after - next) / atRisk;
            next = after;
        }
        boolean seenToTheEnd = seen.length > 0 && seen[seen.length - 1] >= horizon;
        return seenToTheEnd ? lasting : lasting / 2;
    }

    private static int firstAfter(double[] ascending, double value) {
        return firstNotBefore(ascending, Math.nextUp(value));
    }

    /** The index of the first one that is not below the value. */
    private static int firstNotBefore(double[] ascending, double value) {
        int low = 0;
        int high = ascending.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double[] lengths(Collection<Stretch> stretches, Predicate<Stretch> which) {
        double[] lengths =
                stretches.stream().filter(which).mapToDouble(Stretch::length).toArray();
        Arrays.sort(lengths);
        return lengths;
    }
}
