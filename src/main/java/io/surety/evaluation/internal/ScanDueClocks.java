package io.surety.evaluation.internal;

import io.surety.evaluation.FindDueClocks;
import io.surety.measurement.ItemRef;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks at the items that are due, some at a time, each time in one transaction: what is found is told in the transaction
 * that records it. An item that cannot be judged is put off and does not hinder the others.
 */
@Service
class ScanDueClocks implements FindDueClocks {

    private static final Logger LOG = LoggerFactory.getLogger(ScanDueClocks.class);
    private static final int BATCH = 100;
    private static final Duration RETRY = Duration.ofMinutes(1);

    private final ItemRows items;
    private final KeepClocks keep;
    private final ContinueRejudgements rejudgements;
    private final TimeSource time;
    private final TransactionTemplate transaction;

    ScanDueClocks(
            ItemRows items,
            KeepClocks keep,
            ContinueRejudgements rejudgements,
            TimeSource time,
            TransactionTemplate transaction) {
        this.items = items;
        this.keep = keep;
        this.rejudgements = rejudgements;
        this.time = time;
        this.transaction = transaction;
    }

    @Override
    public int run() {
        rejudgements.run();
        int looked = 0;
        int found;
        do {
            found = batch();
            looked += found;
        } while (found == BATCH);
        return looked;
    }

    private int batch() {
        List<ItemRef> due;
        try {
            return transaction.execute(status -> {
                List<ItemRef> locked = items.lockDue(time.now(), BATCH);
                if (!locked.isEmpty()) {
                    keep.judgeAgain(locked, false);
                }
                return locked.size();
            });
        } catch (RuntimeException e) {
            LOG.warn("A batch of due clocks could not be judged; trying them one by one", e);
            due = transaction.execute(status -> items.lockDue(time.now(), BATCH));
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
}
