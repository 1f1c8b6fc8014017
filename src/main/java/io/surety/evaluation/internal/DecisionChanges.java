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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gathers, by term, the instants at which something began or ceased to count. */
final class DecisionChanges {

    private static final Comparator<Key> ORDER =
            Comparator.comparing((Key k) -> k.version().toString()).thenComparing(Key::term);

    private final Map<Key, Set<Instant>> changes = new TreeMap<>(ORDER);

    private record Key(VersionRef version, String term) {}

    /** How a clock counts, and where; when it stopped, and after how much open time, of which percentiles are made. */
    private record Counting(
            Optional<Instant> at,
            Optional<Boolean> met,
            Optional<String> notCounted,
            boolean uncertain,
            Optional<Instant> stoppedAt,
            long elapsedMillis) {

        /** Those that matter to no period are all alike. */
        static final Counting NOTHING =
                new Counting(Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.empty(), 0);

        static Counting of(ClockView clock) {
            Optional<Instant> decided = clock.decision().map(Decision::at);
            Optional<Instant> at = clock.notCounted().isPresent() ? clock.stoppedAt() : decided;
            if (at.isEmpty()) {
                return NOTHING;
            }
            return new Counting(
                    at,
                    clock.decision().map(Decision::met),
                    clock.notCounted(),
                    clock.uncertain(),
                    clock.stoppedAt(),
                    clock.stoppedAt().isPresent() ? clock.elapsedMillis() : 0);
        }

        Stream<Instant> instants() {
            return Stream.concat(at.stream(), stoppedAt.stream());
        }
    }

    void compare(@Nullable ClockView old, JudgedClock clock) {
        Counting was = old == null ? Counting.NOTHING : Counting.of(old);
        Counting is = Counting.of(clock.view());
        if (!was.equals(is)) {
            add(clock.version(), clock.term(), Stream.concat(was.instants(), is.instants()));
        }
    }

    void gone(ClockView old) {
        add(old.version(), old.term(), Counting.of(old).instants());
    }

    List<DecisionsChanged> events() {
        return changes.entrySet().stream()
                .map(e -> new DecisionsChanged(e.getKey().version(), e.getKey().term(), Set.copyOf(e.getValue())))
                .toList();
    }

    private void add(VersionRef version, String term, Stream<Instant> instants) {
        List<Instant> all = instants.toList();
        if (!all.isEmpty()) {
            changes.computeIfAbsent(new Key(version, term), k -> new TreeSet<>())
                    .addAll(all);
        }
    }
}
