package io.surety.shared;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A half-open span {@code [from, to)} of the instant line; never empty, never backwards.
 *
 * @param from its first instant
 * @param to the first instant after it, later than {@code from}
 */
public record Interval(Instant from, Instant to) implements Comparable<Interval> {

    /** @throws IllegalArgumentException if {@code to} is not after {@code from} */
    public Interval {
        if (!to.isAfter(from)) {
            throw new IllegalArgumentException("an interval ends after it starts: " + from + " to " + to);
        }
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }

    public boolean overlaps(Interval other) {
        return from.isBefore(other.to) && other.from.isBefore(to);
    }

    /** What both have in common, if anything. */
    public Optional<Interval> intersect(Interval other) {
        Instant start = from.isAfter(other.from) ? from : other.from;
        Instant end = to.isBefore(other.to) ? to : other.to;
        return end.isAfter(start) ? Optional.of(new Interval(start, end)) : Optional.empty();
    }

    /** Its length on the wall. */
    public Duration length() {
        return Duration.between(from, to);
    }

    public long millis() {
        return to.toEpochMilli() - from.toEpochMilli();
    }

    /** By start, then by end. */
    @Override
    public int compareTo(Interval other) {
        int byStart = from.compareTo(other.from);
        return byStart != 0 ? byStart : to.compareTo(other.to);
    }
}
