package io.surety.evaluation.availability;

import io.surety.shared.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Sets of instants as lists of intervals. */
public final class Spans {

    private Spans() {}

    /** The interval between the two, if {@code to} is after {@code from}. */
    public static Optional<Interval> between(Instant from, Instant to) {
        return to.isAfter(from) ? Optional.of(new Interval(from, to)) : Optional.empty();
    }

    /** In order, disjoint; those that overlap or touch are one. */
    public static List<Interval> merged(Collection<Interval> spans) {
        List<Interval> merged = new ArrayList<>();
        for (Interval span : spans.stream().sorted().toList()) {
            Interval last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last == null || span.from().isAfter(last.to())) {
                merged.add(span);
            } else if (span.to().isAfter(last.to())) {
                merged.set(merged.size() - 1, new Interval(last.from(), span.to()));
            }
        }
        return merged;
    }

    /** What of {@code whole} none of the others covers. */
    public static List<Interval> gaps(Interval whole, Collection<Interval> covered) {
        List<Interval> gaps = new ArrayList<>();
        Instant reached = whole.from();
        for (Interval span : merged(covered)) {
            Instant until = span.from().isBefore(whole.to()) ? span.from() : whole.to();
            between(reached, until).ifPresent(gaps::add);
            reached = span.to().isAfter(reached) ? span.to() : reached;
        }
        between(reached, whole.to()).ifPresent(gaps::add);
        return gaps;
    }

    /** What both have in common, in order, disjoint. */
    public static List<Interval> common(Collection<Interval> some, Collection<Interval> others) {
        List<Interval> left = merged(some);
        List<Interval> right = merged(others);
        List<Interval> common = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < left.size() && j < right.size()) {
            left.get(i).intersect(right.get(j)).ifPresent(common::add);
            if (left.get(i).to().isBefore(right.get(j).to())) {
                i++;
            } else {
                j++;
            }
        }
        return common;
    }
}
