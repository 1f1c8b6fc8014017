package io.surety.evaluation.internal;

import io.surety.calendar.Due;
import io.surety.evaluation.ClockChanged;
import io.surety.evaluation.ClockId;
import io.surety.evaluation.ClockMark;
import io.surety.evaluation.ClockState;
import io.surety.evaluation.ClockView;
import io.surety.evaluation.ClockView.Decision;
import io.surety.evaluation.ClockView.ReachedMark;
import io.surety.evaluation.ClocksChanged;
import io.surety.evaluation.ClocksDecided;
import io.surety.evaluation.DecisionsChanged;
import io.surety.evaluation.ThresholdReached;
import io.surety.evaluation.ThresholdsReached;
import io.surety.evaluation.clock.ComingMarks;
import io.surety.evaluation.clock.JudgedClock;
import io.surety.evaluation.internal.JudgeItems.Judged;
import io.surety.measurement.ItemRef;
import io.surety.measurement.WorkItemsChanged;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Judges items again, keeps their clocks, and tells what changed and what was reached; all in one transaction. */
@Component
class KeepClocks {

    private static final int BATCH = 200;

    private final ItemRows items;
    private final ClockRows clocks;
    private final ThresholdRows thresholds;
    private final JudgeItems judge;
    private final Retroactivity retroactivity;
    private final TimeSource time;
    private final ApplicationEventPublisher events;

    KeepClocks(
            ItemRows items,
            ClockRows clocks,
            ThresholdRows thresholds,
            JudgeItems judge,
            Retroactivity retroactivity,
            TimeSource time,
            ApplicationEventPublisher events) {
        this.items = items;
        this.clocks = clocks;
        this.thresholds = thresholds;
        this.judge = judge;
        this.retroactivity = retroactivity;
        this.time = time;
        this.events = events;
    }

    @EventListener
    @Transactional
    public void on(WorkItemsChanged changed) {
        List<ItemRef> ordered =
                changed.items().stream().sorted(ItemRows.LOCK_ORDER).toList();
        Set<ItemRef> fresh = items.lock(ordered);
        List<ItemRef> known =
                ordered.stream().filter(item -> !fresh.contains(item)).toList();
        judgeAgain(ordered, clocks.lock(known), changed.tellPeople());
    }

    /**
     * Judges items that the caller has locked.
     *
     * @param tellPeople whether marks that were found too late may tell people all the same
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void judgeAgain(List<ItemRef> locked, boolean tellPeople) {
        judgeAgain(locked, clocks.lock(locked), tellPeople);
    }

    /** @param before their clocks, all of which are locked before anything is told of the first batch */
    private void judgeAgain(List<ItemRef> locked, List<ClockView> before, boolean tellPeople) {
        Map<ItemRef, List<ClockView>> ofItem = before.stream().collect(Collectors.groupingBy(ClockView::item));
        for (int from = 0; from < locked.size(); from += BATCH) {
            List<ItemRef> batch = locked.subList(from, Math.min(from + BATCH, locked.size()));
            judgeBatch(
                    batch,
                    batch.stream()
                            .flatMap(item -> ofItem.getOrDefault(item, List.of()).stream())
                            .collect(Collectors.toMap(ClockView::id, c -> c, (a, b) -> a, LinkedHashMap::new)),
                    tellPeople);
        }
    }

    private void judgeBatch(List<ItemRef> batch, Map<ClockId, ClockView> before, boolean tellPeople) {
        Instant now = time.now();
        List<Judged> judged = judge.judge(batch, now);
        clocks.save(judged.stream().flatMap(j -> rows(j, before, now)).toList());
        Set<ClockId> kept = judged.stream()
                .flatMap(j -> j.judgement().clocks().stream())
                .map(JudgedClock::id)
                .collect(Collectors.toSet());
        List<ClockView> gone = before.values().stream()
                .filter(c -> !kept.contains(c.id()) && c.state() != ClockState.CANCELLED)
                .toList();
        clocks.retire(before.keySet().stream().filter(id -> !kept.contains(id)).toList(), now);
        items.judged(judged.stream().map(Judged::judgement).toList(), now);
        keepBreaches(judged, before, gone, now);
        tell(judged, before, gone, tellPeople, now);
    }

    private static Stream<ClockRows.Row> rows(Judged item, Map<ClockId, ClockView> before, Instant now) {
        Optional<Instant> nextEvent = item.judgement().nextEvent();
        return item.judgement().clocks().stream()
                .map(c -> new ClockRows.Row(
                        c,
                        ComingMarks.of(c, nextEvent, reached(before.get(c.id())), now),
                        item.judgement().diagnostics()));
    }

    private static Set<ClockMark> reached(@Nullable ClockView clock) {
        return clock == null
                ? Set.of()
                : clock.marks().stream().map(ReachedMark::mark).collect(Collectors.toSet());
    }

    /** Breaches that are none any more are withdrawn; those that stand anew are noted when they are told. */
    private void keepBreaches(List<Judged> judged, Map<ClockId, ClockView> before, List<ClockView> gone, Instant now) {
        Stream<ClockId> none = judged.stream()
                .flatMap(j -> j.judgement().clocks().stream())
                .filter(c -> c.decision().map(Decision::met).orElse(true))
                .map(JudgedClock::id);
        thresholds.withdrawBreaches(
                Stream.concat(none, gone.stream().map(ClockView::id))
                        .filter(id -> reached(before.get(id)).contains(ClockMark.BREACH))
                        .toList(),
                now);
    }

    private void tell(
            List<Judged> judged,
            Map<ClockId, ClockView> before,
            List<ClockView> gone,
            boolean tellPeople,
            Instant now) {
        DecisionChanges decisions = new DecisionChanges();
        List<ClockChanged> changes = new ArrayList<>();
        ReachMarks reach = new ReachMarks(thresholds, retroactivity.look(judged, now), now);
        for (Judged item : judged) {
            for (JudgedClock clock : item.judgement().clocks()) {
                ClockView old = before.get(clock.id());
                decisions.compare(old, clock);
                if (old == null || old.state() != clock.state() || moved(old, clock)) {
                    changes.add(new ClockChanged(clock.id(), clock.state()));
                }
                reach.look(item, clock, old);
            }
        }
        gone.forEach(clock -> {
            decisions.gone(clock);
            changes.add(new ClockChanged(clock.id(), ClockState.CANCELLED));
        });
        // marks were reached before whatever made known that they were: such as the pause in which a ladder stands
        // still
        List<ThresholdReached> reached = reach.keep(tellPeople);
        if (!reached.isEmpty()) {
            events.publishEvent(new ThresholdsReached(reached));
        }
        if (!changes.isEmpty()) {
            events.publishEvent(new ClocksChanged(changes));
        }
        List<DecisionsChanged> decided = decisions.events();
        if (!decided.isEmpty()) {
            events.publishEvent(new ClocksDecided(decided));
        }
    }

    private static boolean moved(ClockView old, JudgedClock clock) {
        return clock.state() != ClockState.PAUSED
                && !old.breachAt().equals(clock.due().map(Due::breach));
    }
}
