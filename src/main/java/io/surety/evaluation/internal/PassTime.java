package io.surety.evaluation.internal;

import io.surety.agreement.VersionRef;
import io.surety.evaluation.ClockId;
import io.surety.evaluation.ClocksDecided;
import io.surety.evaluation.DecisionsChanged;
import io.surety.evaluation.ThresholdReached;
import io.surety.evaluation.ThresholdsReached;
import io.surety.evaluation.clock.DueMark;
import io.surety.evaluation.internal.DueClockRows.DueClock;
import io.surety.evaluation.internal.ThresholdRows.Key;
import io.surety.evaluation.internal.ThresholdRows.Reached;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Judges clocks again for which nothing has changed but the time. Whatever changes an input judges the item's clocks in
 * the same transaction, so a clock's row is what its inputs say, and what lies ahead of it is in there: no history is
 * read. A mark ahead lay in the future when the clock was judged, so what reveals it was received before it came, and it
 * is never {@code retroactive}.
 */
@Component
class PassTime {

    private final DueClockRows clocks;
    private final ThresholdRows thresholds;
    private final ApplicationEventPublisher events;

    PassTime(DueClockRows clocks, ThresholdRows thresholds, ApplicationEventPublisher events) {
        this.clocks = clocks;
        this.thresholds = thresholds;
        this.events = events;
    }

    /** @param due clocks that the caller has locked */
    @Transactional(propagation = Propagation.MANDATORY)
    public void until(Instant now, List<DueClock> due) {
        List<DueClock> late = due.stream().filter(c -> isLate(c, now)).toList();
        List<DueClock> going = due.stream().filter(c -> !isLate(c, now)).toList();
        clocks.moveOn(ids(going), going.stream().map(c -> c.coming().after(now)).toList());
        Set<ClockId> newlyLate = clocks.late(ids(late), now);
        Set<Key> newMarks = thresholds.add(
                due.stream()
                        .flatMap(c -> c.coming().reachedBy(now).stream()
                                .filter(m -> !m.isBreach())
                                .map(m -> new Reached(c.id(), m.mark(), m.at(), false)))
                        .toList(),
                now);
        tell(due, newlyLate, newMarks, now);
        decided(late, now);
    }

    private static boolean isLate(DueClock clock, Instant now) {
        return clock.coming().reachedBy(now).stream().anyMatch(DueMark::isBreach);
    }

    private static List<ClockId> ids(List<DueClock> clocks) {
        return clocks.stream().map(DueClock::id).toList();
    }

    private void tell(List<DueClock> due, Set<ClockId> newlyLate, Set<Key> newMarks, Instant now) {
        List<ThresholdReached> reached = new ArrayList<>();
        for (DueClock clock : due) {
            for (DueMark mark : clock.coming().reachedBy(now)) {
                boolean fresh = mark.isBreach()
                        ? newlyLate.contains(clock.id())
                        : newMarks.contains(new Key(clock.id(), mark.mark()));
                if (fresh) {
                    reached.add(reached(clock, mark));
                }
            }
        }
        if (!reached.isEmpty()) {
            reached.sort(Comparator.comparing(ThresholdReached::at));
            events.publishEvent(new ThresholdsReached(reached));
        }
    }

    private static ThresholdReached reached(DueClock clock, DueMark mark) {
        return new ThresholdReached(
                clock.id(),
                clock.version(),
                clock.term(),
                clock.target(),
                clock.item(),
                mark.mark(),
                mark.mark().share(clock.targetMillis()),
                mark.at(),
                false);
    }

    private void decided(List<DueClock> late, Instant now) {
        Map<VersionRef, Map<String, Set<Instant>>> instants = new TreeMap<>(Comparator.comparing(VersionRef::toString));
        late.forEach(c -> instants.computeIfAbsent(c.version(), v -> new TreeMap<>())
                .computeIfAbsent(c.term(), t -> new TreeSet<>())
                .addAll(c.coming().reachedBy(now).stream()
                        .filter(DueMark::isBreach)
                        .map(DueMark::at)
                        .collect(Collectors.toSet())));
        List<DecisionsChanged> changes = new ArrayList<>();
        instants.forEach((version, terms) ->
                terms.forEach((term, at) -> changes.add(new DecisionsChanged(version, term, Set.copyOf(at)))));
        if (!changes.isEmpty()) {
            events.publishEvent(new ClocksDecided(changes));
        }
    }
}
