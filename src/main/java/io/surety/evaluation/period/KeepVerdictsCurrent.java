package io.surety.evaluation.period;

import io.surety.measurement.Rollups;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Judges again what changed, and makes final what is due; several nodes share the work. What cannot be judged stays in
 * the queue, is put off for a minute, and is logged each time.
 */
@Service
public class KeepVerdictsCurrent {

    private static final Logger LOG = LoggerFactory.getLogger(KeepVerdictsCurrent.class);
    private static final int BATCH = 500;
    private static final Duration PUT_OFF = Duration.ofMinutes(1);

    private final StalePeriods stale;
    private final JudgePeriod judge;
    private final JudgeMany many;
    private final Rollups rollups;
    private final SettleVerdicts settle;
    private final SettleCredits credits;
    private final TimeSource time;
    private final TransactionTemplate transaction;

    KeepVerdictsCurrent(
            StalePeriods stale,
            JudgePeriod judge,
            JudgeMany many,
            Rollups rollups,
            SettleVerdicts settle,
            SettleCredits credits,
            TimeSource time,
            TransactionTemplate transaction) {
        this.stale = stale;
        this.judge = judge;
        this.many = many;
        this.rollups = rollups;
        this.settle = settle;
        this.credits = credits;
        this.time = time;
        this.transaction = transaction;
    }

    /** Works until nothing is left that is due. */
    public void run() {
        run(() -> false);
    }

    /** @param stop asked between two batches; the rest stays due */
    void run(BooleanSupplier stop) {
        rollups.settle(stop);
        int judged = BATCH;
        while (judged == BATCH && !stop.getAsBoolean()) {
            judged = judgeSome();
        }
        settle.due(stop);
        credits.due(stop);
    }

    private int judgeSome() {
        try {
            return count(status -> {
                List<StalePeriods.Stale> taken = stale.take(time.now(), BATCH);
                many.judgeAgain(taken);
                return taken.size();
            });
        } catch (RuntimeException e) {
            LOG.warn("Of {} periods one cannot be judged; looking at each of them", BATCH, e);
            return judgeEach();
        }
    }

    /** So that one that cannot be judged does not stand in the way of the others. */
    private int judgeEach() {
        int taken = 0;
        while (taken < BATCH && judgeOne()) {
            taken++;
        }
        return taken;
    }

    private boolean judgeOne() {
        AtomicReference<StalePeriods.Stale> taken = new AtomicReference<>();
        try {
            return 1
                    == count(status -> {
                        List<StalePeriods.Stale> one = stale.take(time.now(), 1);
                        one.forEach(taken::set);
                        one.forEach(it -> judge.judgeAgain(it.version(), it.term(), it.periodFrom()));
                        return one.size();
                    });
        } catch (RuntimeException e) {
            StalePeriods.Stale one = taken.get();
            if (one == null) {
                throw e;
            }
            LOG.error(
                    "{} {} from {} cannot be judged; tried again in a minute",
                    one.version(),
                    one.term(),
                    one.periodFrom(),
                    e);
            stale.putOff(one, time.now().plus(PUT_OFF));
            return true;
        }
    }

    private int count(TransactionCallback<Integer> work) {
        Integer done = transaction.execute(work);
        return done == null ? 0 : done;
    }
}
