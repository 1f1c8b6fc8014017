package io.surety.evaluation.clock;

import io.surety.agreement.Version;
import io.surety.agreement.document.Measure.DurationMeasure;
import io.surety.agreement.document.Measure.Pause;
import io.surety.evaluation.ledger.Claim;
import io.surety.evaluation.ledger.Mark;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The spans in which the clocks of a run stand still: agreed pauses, suspensions, and gaps between stop and reopening. */
final class Standstill {

    private final List<Claim> claims = new ArrayList<>();

    Standstill(Version version, DurationMeasure measure, Timeline timeline) {
        timeline.stretches(m -> pause(version, measure, m))
                .forEach(s -> claims.add(new Claim(
                        s.span(),
                        Mark.paused(
                                s.value().reason(),
                                s.since().id(),
                                s.value().party().orElse(null)))));
        version.suspensions().forEach(s -> claims.add(new Claim(s, Mark.excluded("suspension", null, null))));
    }

    private Standstill(List<Claim> claims) {
        this.claims.addAll(claims);
    }

    /** The same for another run, which has gaps of its own. */
    Standstill copy() {
        return new Standstill(claims);
    }

    /** @param event by which the item was reopened */
    void stopped(Interval gap, String event) {
        claims.add(new Claim(gap, Mark.paused("stopped", event, null)));
    }

    List<Claim> claims() {
        return List.copyOf(claims);
    }

    /** What is known of them at an instant: in order, disjoint, none reaching beyond it. */
    List<Interval> until(Instant end) {
        return merged().stream()
                .filter(i -> i.from().isBefore(end))
                .map(i -> i.to().isAfter(end) ? new Interval(i.from(), end) : i)
                .toList();
    }

    /** Since when they stand still at an instant, if they do. */
    Optional<Instant> at(Instant instant) {
        return merged().stream().filter(i -> i.contains(instant)).findFirst().map(Interval::from);
    }

    private List<Interval> merged() {
        List<Interval> merged = new ArrayList<>();
        List<Interval> spans = claims.stream()
                .map(Claim::span)
                .sorted(Comparator.naturalOrder())
                .toList();
        for (Interval next : spans) {
            Interval last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last == null || next.from().isAfter(last.to())) {
                merged.add(next);
            } else if (next.to().isAfter(last.to())) {
                merged.set(merged.size() - 1, new Interval(last.from(), next.to()));
            }
        }
        return merged;
    }

    private record Reason(String reason, Optional<String> party) {}

    private static Optional<Reason> pause(Version version, DurationMeasure measure, Moment moment) {
        for (Pause pause : measure.pause()) {
            if (Attributes.hold(pause.during(), moment.after())) {
                return Optional.of(new Reason(
                        text(pause.during(), moment.after()),
                        Optional.ofNullable(pause.party()).map(p -> Matching.party(version, p))));
            }
        }
        return Optional.empty();
    }

    private static String text(Map<String, List<String>> wanted, Map<String, String> actual) {
        return new TreeSet<>(wanted.keySet())
                .stream().map(key -> key + ": " + actual.get(key)).collect(Collectors.joining(", "));
    }
}
