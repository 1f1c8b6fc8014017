package io.surety.evaluation.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The whole minutes that a look covers: those since the last one, and those again that late numbers reach. Bounded. */
final class Moments {

    /** Late numbers, and what came while nobody looked, are walked over as far back as this. */
    private static final Duration REACH = Duration.ofDays(1);

    private static final int MOST = 120;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Moments() {}

    /**
     * In order; the last one is {@code edge}, unless it was looked at before and nothing changed.
     *
     * @param changedFrom the earliest instant of which something else is known than at the last look
     * @param edge a whole minute, up to which everything is known
     */
    static List<Instant> of(Optional<Instant> lookedUntil, Optional<Instant> changedFrom, Instant edge) {
        Instant next = lookedUntil.map(at -> at.plus(MINUTE)).orElse(edge);
        Instant touched = changedFrom
                .map(at -> Windows.wholeMinute(at).plus(MINUTE))
                .filter(at -> lookedUntil.isPresent() && at.isBefore(next))
                .orElse(next);
        Instant oldest = edge.minus(REACH);
        Instant first = touched.isBefore(oldest) ? oldest : touched;
        List<Instant> moments = new ArrayList<>();
        if (first.isAfter(edge)) {
            return moments;
        }
        long minutes = Duration.between(first, edge).toMinutes();
        Duration step = MINUTE.multipliedBy(Math.max(1, (minutes + MOST - 1) / MOST));
        for (Instant at = first; at.isBefore(edge); at = at.plus(step)) {
            moments.add(at);
        }
        moments.add(edge);
        return moments;
    }
}
