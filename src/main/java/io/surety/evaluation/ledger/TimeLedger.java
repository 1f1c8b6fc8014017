package io.surety.evaluation.ledger;

import io.surety.shared.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * Intervals that cover {@code [from, to)} without gap or overlap, each with exactly one label.
 *
 * @param from start of the judged span
 * @param to its end; equal to {@code from} for a clock that stopped at its start
 * @param entries in order; two that touch differ in mark or notes
 */
public record TimeLedger(Instant from, Instant to, List<TimeEntry> entries) implements Ledger {

    /** @throws IllegalArgumentException if the entries do not cover the span exactly */
    public TimeLedger {
        entries = List.copyOf(entries);
        Instant reached = from;
        for (TimeEntry entry : entries) {
            if (!entry.from().equals(reached)) {
                throw new IllegalArgumentException(
                        "a ledger has no gap and no overlap: " + reached + ", then " + entry);
            }
            reached = entry.to();
        }
        if (!reached.equals(to)) {
            throw new IllegalArgumentException("a ledger covers its span: ends " + reached + " instead of " + to);
        }
    }

    /** @see #of(Instant, Instant, Collection) */
    public static TimeLedger of(Interval span, Collection<Claim> claims) {
        return of(span.from(), span.to(), claims);
    }

    /**
     * Decides for each stretch which claim wins: the first in the order of the labels. The others become notes, except
     * {@code GOOD}, which only says that nothing else holds.
     *
     * @param claims in any order, may overlap and reach beyond the span; together they cover it
     * @throws IllegalArgumentException if some stretch of the span is claimed by nothing
     */
    public static TimeLedger of(Instant from, Instant to, Collection<Claim> claims) {
        return new TimeLedger(from, to, new Painting(from, to, claims).entries());
    }

    /** The wall length of all stretches with the label, in milliseconds. */
    public long millis(TimeLabel label) {
        return entries.stream()
                .filter(e -> e.mark().label() == label)
                .mapToLong(TimeEntry::millis)
                .sum();
    }

    /** The wall length of the span, in milliseconds; the lengths of the labels sum to it. */
    public long millis() {
        return to.toEpochMilli() - from.toEpochMilli();
    }

    /** Sweeps over the instants at which claims begin and end. */
    private static final class Painting {

        private final Instant from;
        private final Instant to;
        private final TreeMap<Instant, List<Change>> changes = new TreeMap<>();
        private final TreeMap<Mark, Integer> holding = new TreeMap<>();
        private final List<TimeEntry> entries = new ArrayList<>();

        private record Change(Mark mark, int by) {}

        Painting(Instant from, Instant to, Collection<Claim> claims) {
            this.from = from;
            this.to = to;
            if (to.isAfter(from)) {
                Interval span = new Interval(from, to);
                claims.forEach(claim -> claim.span().intersect(span).ifPresent(part -> {
                    at(part.from()).add(new Change(claim.mark(), 1));
                    at(part.to()).add(new Change(claim.mark(), -1));
                }));
            }
        }

        private List<Change> at(Instant instant) {
            return changes.computeIfAbsent(instant, i -> new ArrayList<>());
        }

        List<TimeEntry> entries() {
            Instant reached = from;
            for (var change : changes.entrySet()) {
                if (change.getKey().isAfter(reached)) {
                    add(reached, change.getKey());
                    reached = change.getKey();
                }
                change.getValue().forEach(c -> holding.merge(c.mark(), c.by(), Integer::sum));
                holding.values().removeIf(count -> count == 0);
            }
            if (to.isAfter(reached)) {
                add(reached, to);
            }
            return entries;
        }

        private void add(Instant start, Instant end) {
            if (holding.isEmpty()) {
                throw new IllegalArgumentException("nothing is said about " + start + " to " + end);
            }
            Mark winner = holding.firstKey();
            List<Mark> notes = holding.tailMap(winner, false).keySet().stream()
                    .filter(m -> m.label() != TimeLabel.GOOD)
                    .toList();
            TimeEntry last = entries.isEmpty() ? null : entries.get(entries.size() - 1);
            if (last != null && last.mark().equals(winner) && last.notes().equals(notes)) {
                entries.set(entries.size() - 1, new TimeEntry(last.from(), end, winner, notes));
            } else {
                entries.add(new TimeEntry(start, end, winner, notes));
            }
        }
    }
}
