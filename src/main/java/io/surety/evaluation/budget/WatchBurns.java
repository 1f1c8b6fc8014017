package io.surety.evaluation.budget;

import io.surety.shared.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks at the burn tiers of terms whose numbers changed, one term a transaction; several nodes share the work, and a stop
 * loses nothing. What cannot be looked at is put off for a minute and logged each time.
 */
@Service
public class WatchBurns {

    private static final Logger LOG = LoggerFactory.getLogger(WatchBurns.class);
    private static final int MOST_AT_ONCE = 1_000;
    private static final int SOME = 100;
    private static final Duration PUT_OFF = Duration.ofMinutes(1);

    private final BurnWatches watches;
    private final LookAtBurns look;
    private final TimeSource time;
    private final TransactionTemplate transaction;

    WatchBurns(BurnWatches watches, LookAtBurns look, TimeSource time, TransactionTemplate transaction) {
        this.watches = watches;
        this.look = look;
        this.time = time;
        this.transaction = transaction;
    }

    /** Looks until nothing is due, or at as many terms as may keep others waiting. */
    public void run() {
        run(() -> false);
    }

    /** @param stop asked before each look; the other terms stay due */
    void run(BooleanSupplier stop) {
        int looks = 0;
        int before;
        do {
            before = looks;
            for (BurnWatches.Watched due : watches.due(time.now(), SOME)) {
                if (stop.getAsBoolean()) {
                    return;
                }
                looks += lookAt(due) ? 1 : 0;
            }
        } while (looks < MOST_AT_ONCE && looks > before);
    }

    /** @return whether it was still due, and nobody else looked at it */
    private boolean lookAt(BurnWatches.Watched one) {
        AtomicReference<BurnWatches.Watch> taken = new AtomicReference<>();
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> {
                Optional<BurnWatches.Watch> due = watches.take(one, time.now());
                due.ifPresent(watch -> {
                    taken.set(watch);
                    look.at(watch);
                });
                return due.isPresent();
            }));
        } catch (RuntimeException e) {
            BurnWatches.Watch watch = taken.get();
            if (watch == null) {
                throw e;
            }
            LOG.error(
                    "the burn rate of {} {} cannot be looked at; tried again in a minute",
                    watch.agreement(),
                    watch.term(),
                    e);
            transaction.executeWithoutResult(
                    status -> watches.putOff(watch, time.now().plus(PUT_OFF)));
            return true;
        }
    }
}
