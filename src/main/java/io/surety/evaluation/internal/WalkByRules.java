package io.surety.evaluation.internal;

import io.surety.evaluation.JudgedByOldRules;
import io.surety.evaluation.RulesChanged;
import io.surety.evaluation.internal.RulesWalkRows.RulesWalk;
import io.surety.evaluation.period.Rules;
import io.surety.measurement.ItemRef;
import io.surety.measurement.Measurements;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Judges all items again when the rules are others than before, some batches each time the scan comes by. It takes nothing
 * away from the clocks that it has not come to: they reach their marks meanwhile as they would have before.
 */
@Component
class WalkByRules {

    private static final Logger LOG = LoggerFactory.getLogger(WalkByRules.class);
    private static final int BATCH = 500;
    private static final Duration RETRY = Duration.ofMinutes(1);

    private final RulesWalkRows walks;
    private final ItemRows items;
    private final KeepClocks keep;
    private final Measurements measurements;
    private final Rules own;
    private final TimeSource time;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    WalkByRules(
            RulesWalkRows walks,
            ItemRows items,
            KeepClocks keep,
            Measurements measurements,
            Rules own,
            TimeSource time,
            ApplicationEventPublisher events,
            TransactionTemplate transaction) {
        this.walks = walks;
        this.items = items;
        this.keep = keep;
        this.measurements = measurements;
        this.own = own;
        this.time = time;
        this.events = events;
        this.transaction = transaction;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(RulesChanged changed) {
        walks.addAll(changed.at());
    }

    /**
     * Judges the next batch, unless there is none, or others with later rules than this node's see to it.
     *
     * @return whether there was one
     */
    boolean step() {
        AtomicReference<@Nullable RulesWalk> at = new AtomicReference<>();
        try {
            transaction.executeWithoutResult(status -> next().ifPresent(walk -> {
                at.set(walk);
                List<ItemRef> batch = batch(walk);
                if (!batch.isEmpty()) {
                    judge(walk.source(), batch);
                }
                moveOn(walk, batch);
            }));
            return at.get() != null;
        } catch (RuntimeException e) {
            RulesWalk walk = at.get();
            if (walk == null) {
                throw e;
            }
            LOG.warn("A batch of {} could not be judged by the rules that hold now; one by one", walk.source(), e);
            singly(walk);
            return true;
        }
    }

    private Optional<RulesWalk> next() {
        return walks.lockNext(own, time.now().minus(Rules.SILENCE));
    }

    private void singly(RulesWalk walk) {
        List<ItemRef> batch = batch(walk);
        batch.forEach(this::single);
        transaction.executeWithoutResult(status -> moveOn(walk, batch));
    }

    private void single(ItemRef item) {
        try {
            transaction.executeWithoutResult(status -> judge(item.source(), List.of(item)));
        } catch (RuntimeException e) {
            LOG.error("{} could not be judged by the rules that hold now; trying again in {}", item, RETRY, e);
            transaction.executeWithoutResult(
                    status -> items.postpone(item, time.now().plus(RETRY)));
        }
    }

    private List<ItemRef> batch(RulesWalk walk) {
        return measurements.items(walk.source(), walk.afterKey(), BATCH);
    }

    /** In the order in which whatever is taken in is judged: what is locked for deliveries is locked before the clocks. */
    private void judge(String source, List<ItemRef> batch) {
        events.publishEvent(new JudgedByOldRules(source, batch));
        items.lock(batch);
        keep.judgeAgain(batch, false);
    }

    private void moveOn(RulesWalk walk, List<ItemRef> batch) {
        if (batch.size() < BATCH) {
            walks.finish(walk);
        } else {
            walks.advance(walk, batch.get(BATCH - 1).key());
        }
    }
}
