package io.surety.evaluation.forecast;

import io.surety.evaluation.forecast.BreachForecast.Basis;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The clocks of one term that are known so far, and what they say of one that is still open: the share that went late of
 * those that were open for as long.
 *
 * <p>The narrowest group counts in which at least {@link #ENOUGH} that finished were open for as long: of one that has
 * waited, such as for its customer, those of its target that had waited too and then used up as much; otherwise those of the
 * same target and priority, of the same target, or of the whole term, in shares of the targets. Each is drawn towards the
 * next wider one as if {@link #WEIGHT} clocks more had gone as that one says, and the widest towards one half by Laplace's
 * rule of succession, so that a handful of clocks never makes certainty. The order in which the clocks come changes nothing.
 */
public final class SimilarClocks {

    /** Fewer say nothing. */
    public static final int ENOUGH = 10;

    private static final int WEIGHT = 10;
    private static final double ALL = 1;

    private final List<Course> courses;
    private final Survival term;
    private final Map<String, Survival> ofTarget = new HashMap<>();
    private final Map<List<String>, Survival> ofPriority = new HashMap<>();
    private final Map<String, Survival> waited = new HashMap<>();

    public SimilarClocks(Collection<Course> ofTerm) {
        courses = List.copyOf(ofTerm);
        term = those(c -> true);
    }

    /** @param open an open clock of the term, as it is now */
    public BreachForecast forecast(Course open) {
        int all = term.finishedAfter(open.used());
        if (all < ENOUGH) {
            return BreachForecast.tooFew(all);
        }
        Estimate estimate = new Estimate((all * term.lastingAfter(open.used(), ALL) + 1) / (all + 2), all, Basis.TERM);
        Survival target = ofTarget.computeIfAbsent(
                open.target(), t -> those(c -> c.target().equals(t)));
        estimate = estimate.narrowed(target, open.used(), ALL, Basis.TARGET);
        if (!open.priority().isEmpty()) {
            Survival same = ofPriority.computeIfAbsent(
                    List.of(open.target(), open.priority()),
                    like -> those(c ->
                            c.target().equals(open.target()) && c.priority().equals(open.priority())));
            estimate = estimate.narrowed(same, open.used(), ALL, Basis.PRIORITY);
        }
        if (open.waitedAt().isPresent()) {
            double at = open.waitedAt().get();
            // who still waits for the first time has used up nothing since, and may stop without using up more
            double since = open.used() > at ? open.used() - at : Math.nextDown(0.0);
            estimate = estimate.narrowed(
                    waited.computeIfAbsent(open.target(), this::waited), since, ALL - at, Basis.WAITED);
        }
        return BreachForecast.estimated(estimate.late, estimate.similar, estimate.basis);
    }

    /** The share that went late of all that have finished; empty while none has. */
    Optional<Double> baseRate() {
        long finished = finished();
        return finished == 0
                ? Optional.empty()
                : Optional.of((double) courses.stream().filter(Course::late).count() / finished);
    }

    /** How many have finished. */
    long finished() {
        return courses.stream().filter(Course::finished).count();
    }

    private Survival those(Predicate<Course> similar) {
        return new Survival(
                courses.stream().filter(similar).map(Course::stretch).toList());
    }

    private Survival waited(String target) {
        return new Survival(courses.stream()
                .filter(c -> c.target().equals(target))
                .flatMap(c -> c.afterWaiting().stream())
                .toList());
    }

    private record Estimate(double late, int similar, Basis basis) {

        Estimate narrowed(Survival group, double length, double horizon, Basis as) {
            int finished = group.finishedAfter(length);
            double lasting = group.lastingAfter(length, horizon);
            return finished < ENOUGH
                    ? this
                    : new Estimate((finished * lasting + WEIGHT * late) / (finished + WEIGHT), finished, as);
        }
    }
}
