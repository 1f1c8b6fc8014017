package io.surety.evaluation.internal;

import io.surety.evaluation.ClockId;
import io.surety.evaluation.FindDueClocks;
import io.surety.evaluation.internal.DueClockRows.DueClock;
import io.surety.measurement.ItemRef;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks at what is due, some at a time, each time in one transaction: what is found is told in the transaction that
 * records it. What cannot be judged is put off and does not hinder the others.
 *
 * <p>Items come first: something is known to have happened to them, or is to be judged anew, and their clocks are judged
 * from their history. After each batch of them come the clocks for which only time has passed, so that many items do not
 * keep those from going late. The time is asked for once for each batch. Last comes what is judged by other rules, and
 * after each batch of that whatever has become due meanwhile.
 */
@Service
class ScanDueClocks implements FindDueClocks {

    private static final Logger LOG = LoggerFactory.getLogger(ScanDueClocks.class);
    private static final int ITEMS = 100;
    /** Each batch asks once for each agreement and each escalation in it, so in a storm larger ones ask less often. */
    static final int CLOCKS = 4000;

    /** Batches of one scan that are judged by other rules: so many that the pause between two scans does not count. */
    private static final int WALKED = 20;

    private static final Duration RETRY = Duration.ofMinutes(1);

    private final ItemRows items;
    private final KeepClocks keep;
    private final DueClockRows clocks;
    private final PassTime pass;
    private final ContinueRejudgements rejudgements;
    private final WalkByRules rules;
    private final TimeSource time;
    private final TransactionTemplate transaction;
    private volatile boolean stopped;

    ScanDueClocks(
            ItemRows items,
            KeepClocks keep,
            DueClockRows clocks,
            PassTime pass,
            ContinueRejudgements rejudgements,
            WalkByRules rules,
            TimeSource time,
            TransactionTemplate transaction) {
        this.items = items;
        this.keep = keep;
        this.clocks = clocks;
        this.pass = pass;
        this.rejudgements = rejudgements;
        this.rules = rules;
        this.time = time;
        this.transaction = transaction;
    }

    @Override
    public int run() {
        if (!clocks.anything(time.now())) {
            return 0;
        }
        int looked = due();
        for (int walked = 0; walked < WALKED && !stopped && rules.step(); walked++) {
            looked += due();
        }
        return looked;
    }

    private int due() {
        rejudgements.run(() -> stopped);
        int looked = 0;
        int found = ITEMS;
        while (found == ITEMS && !stopped) {
            found = items();
            looked += found + dueClocks();
        }
        return looked;
    }

    @Override
    public void stop() {
        stopped = true;
    }

    private int items() {
        List<ItemRef> due;
        try {
            return look(() -> {
                        List<ItemRef> locked = items.lockDue(time.now(), ITEMS);
                        if (!locked.isEmpty()) {
                            keep.judgeAgain(locked, false);
                        }
                        return locked;
                    })
                    .size();
        } catch (RuntimeException e) {
            LOG.warn("A batch of due items could not be judged; trying them one by one", e);
            due = look(() -> items.lockDue(time.now(), ITEMS));
        }
        due.forEach(this::single);
        return due.size();
    }

    private void single(ItemRef item) {
        try {
            transaction.executeWithoutResult(status -> {
                if (items.lockDue(item, time.now())) {
                    keep.judgeAgain(List.of(item), false);
                }
            });
        } catch (RuntimeException e) {
            LOG.error("The clocks of {} could not be judged; trying again in {}", item, RETRY, e);
            transaction.executeWithoutResult(
                    status -> items.postpone(item, time.now().plus(RETRY)));
        }
    }

    /** Goes on from where the batch before ended, and so does not wade through what that one has left behind. */
    private int dueClocks() {
        int looked = 0;
        Batch batch = new Batch(CLOCKS, Instant.EPOCH);
        while (batch.found() == CLOCKS && !stopped) {
            batch = after(batch.dueAt());
            looked += batch.found();
        }
        return looked;
    }

    /** @param dueAt of the last of them */
    private record Batch(int found, Instant dueAt) {}

    private Batch after(Instant from) {
        try {
            List<DueClock> due = look(() -> {
                Instant now = time.now();
                List<DueClock> locked = clocks.lock(now, from, CLOCKS);
                if (!locked.isEmpty()) {
                    pass.until(now, locked);
                }
                return locked;
            });
            return new Batch(
                    due.size(), due.isEmpty() ? from : due.get(due.size() - 1).dueAt());
        } catch (RuntimeException e) {
            LOG.warn("A batch of due clocks could not be judged; trying smaller ones", e);
            List<ClockId> due = clocks.peek(time.now(), from, CLOCKS);
            inHalves(due);
            return new Batch(due.size(), from);
        }
    }

    /** Finds the ones that fail by halving, so that a thousand others are not judged one by one. */
    private void inHalves(List<ClockId> due) {
        if (due.size() > 1) {
            int middle = due.size() / 2;
            part(due.subList(0, middle));
            part(due.subList(middle, due.size()));
        } else {
            due.forEach(clock -> transaction.executeWithoutResult(
                    status -> clocks.postpone(clock, time.now().plus(RETRY))));
        }
    }

    private void part(List<ClockId> due) {
        try {
            transaction.executeWithoutResult(status -> {
                Instant now = time.now();
                pass.until(now, clocks.lock(due, now));
            });
        } catch (RuntimeException e) {
            if (due.size() == 1) {
                LOG.error("Clock {} could not be judged; trying again in {}", due.get(0), RETRY, e);
            }
            inHalves(due);
        }
    }

    private <T> List<T> look(Supplier<List<T>> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }
}
