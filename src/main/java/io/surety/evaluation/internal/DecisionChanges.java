package io.surety.evaluation.internal;

import io.surety.agreement.VersionRef;
import io.surety.evaluation.ClockView;
import io.surety.evaluation.ClockView.Decision;
import io.surety.evaluation.DecisionsChanged;
import io.surety.evaluation.clock.JudgedClock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Gathers, by term, the instants at which something began or ceased to count. */
final class DecisionChanges {

    private static final Comparator<Key> ORDER =
            Comparator.comparing((Key k) -> k.version().toString()).thenComparing(Key::term);

    private final Map<Key, Set<Instant>> changes = new TreeMap<>(ORDER);

    private record Key(VersionRef version, String term) {}

    /** How a clock counts, and where. */
    private record Counting(Instant at, Optional<Boolean> met, Optional<String> notCounted, boolean uncertain) {}

    void compare(@Nullable ClockView old, JudgedClock clock) {
        Optional<Counting> was = old == null ? Optional.empty() : counting(old);
        Optional<Counting> is = counting(clock.decision(), clock.notCounted(), clock.stoppedAt(), clock.uncertain());
        if (!was.equals(is)) {
            Set<Instant> instants = at(clock.version(), clock.term());
            was.ifPresent(c -> instants.add(c.at()));
            is.ifPresent(c -> instants.add(c.at()));
        }
    }

    void gone(ClockView old) {
        counting(old).ifPresent(c -> at(old.version(), old.term()).add(c.at()));
    }

    List<DecisionsChanged> events() {
        return changes.entrySet().stream()
                .map(e -> new DecisionsChanged(e.getKey().version(), e.getKey().term(), Set.copyOf(e.getValue())))
                .toList();
    }

    private Set<Instant> at(VersionRef version, String term) {
        return changes.computeIfAbsent(new Key(version, term), k -> new TreeSet<>());
    }

    private static Optional<Counting> counting(ClockView clock) {
        return counting(clock.decision(), clock.notCounted(), clock.stoppedAt(), clock.uncertain());
    }

    private static Optional<Counting> counting(
            Optional<Decision> decision, Optional<String> notCounted, Optional<Instant> stopped, boolean uncertain) {
        Optional<Instant> at = notCounted.isPresent() ? stopped : decision.map(Decision::at);
        return at.map(i -> new Counting(i, decision.map(Decision::met), notCounted, uncertain));
    }
}
