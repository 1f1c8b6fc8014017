package io.surety.evaluation.forecast;

import io.surety.evaluation.ClockView.Decision;
import java.util.Optional;

/**
 * What became of a clock, as far as it is known at some instant.
 *
 * @param priority of its item; empty if it has none
 * @param used the share of its target that was used up when it met it, or when it was last seen open; from 0 to 1
 * @param waitedAt the share that was used up when it first waited, such as for the customer; empty if it has not
 */
public record Course(String target, String priority, double used, Optional<Double> waitedAt, Outcome outcome) {

    /** How a clock ended, for those that want to know whether others go late. */
    public enum Outcome {
        /** Stopped in time. */
        MET,
        /** Used up its target. */
        LATE,
        /** Still open, or taken out of the count before anything was decided: it lasted at least as long. */
        OPEN
    }

    /**
     * @param waitedAtMillis open time that was used up when it first waited
     * @return empty for a clock whose calendar never opens for long enough: it can never be late
     */
    public static Optional<Course> of(
            String target,
            String priority,
            Optional<Decision> decision,
            long elapsedMillis,
            Optional<Long> waitedAtMillis,
            long targetMillis) {
        if (targetMillis <= 0) {
            return Optional.empty();
        }
        Outcome outcome =
                decision.map(d -> d.met() ? Outcome.MET : Outcome.LATE).orElse(Outcome.OPEN);
        return Optional.of(new Course(
                target,
                priority,
                outcome == Outcome.LATE ? 1 : share(elapsedMillis, targetMillis),
                // one that waited only after it was late went late without
                waitedAtMillis.filter(w -> w < targetMillis).map(w -> share(w, targetMillis)),
                outcome));
    }

    /** The share of a target that is used up, at most 1. */
    static double share(long elapsedMillis, long targetMillis) {
        return Math.min(1, Math.max(0, (double) elapsedMillis / targetMillis));
    }

    boolean finished() {
        return outcome != Outcome.OPEN;
    }

    boolean late() {
        return outcome == Outcome.LATE;
    }

    /** All of it. */
    Survival.Stretch stretch() {
        return since(0);
    }

    /** What it used up after it had first waited. */
    Optional<Survival.Stretch> afterWaiting() {
        return waitedAt.map(this::since);
    }

    /** One that went late lasted for longer than what was left. */
    private Survival.Stretch since(double share) {
        return new Survival.Stretch(late() ? Math.nextUp(used - share) : used - share, outcome);
    }
}
